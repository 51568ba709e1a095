/** What somebody who asks for the own data says. All of it is sealed. */
export interface DataRequestInput {
  name: string;
  /** Ways to be reached, where the answer by the receipt code is not enough to find out who asks. */
  email?: string | undefined;
  phone?: string | undefined;
  /** Which data is asked for, and what tells the agency who asks. */
  asked: string;
  language: 'th' | 'en';
}

/** The words of a request as they are kept under its narrative key. */
export interface AskedFor {
  asked: string;
}
