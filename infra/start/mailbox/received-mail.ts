/** A mail that reached the local mailbox; `receivedAt` is the machine's time, whatever a test says it is. */
export interface ReceivedMail {
  messageId: string;
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  /** When it was written, as it says itself; empty when it does not. */
  date: string;
  receivedAt: string;
}
