import type { ReceivedMail } from './received-mail.js';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** The text, escaped, its addresses as links; a full stop or bracket behind an address is not of it. */
const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:)])/)
    .map((part, at) => (at % 2 === 1 ? `<a href="${escape(part)}">${escape(part)}</a>` : escape(part)))
    .join('');

const thaiTime = new Intl.DateTimeFormat('th-TH', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Asia/Bangkok',
});

const article = (mail: ReceivedMail): string => `
  <article>
    <h2>${escape(mail.subject)}</h2>
    <p>ถึง / To: ${escape(mail.to.join(', '))} · <time datetime="${escape(mail.receivedAt)}">${escape(thaiTime.format(new Date(mail.receivedAt)))} น.</time></p>
    <pre>${linked(mail.text)}</pre>
  </article>`;

/** All mails, the newest first, as text only: what a mail brings along is not run here. */
export const mailboxPage = (mails: ReceivedMail[]): string => `<!doctype html>
<html lang="th">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="refresh" content="5">
  <title>กล่องจดหมายสาธิต – Local mailbox</title>
  <style>
    body { font: 1rem/1.6 Sarabun, sans-serif; margin: 0 auto; max-width: 48rem; padding: 1rem }
    article { border-top: 1px solid #b1b4b6 }
    pre { white-space: pre-wrap; font: inherit }
  </style>
</head>
<body>
  <main>
    <h1>กล่องจดหมายสาธิต <span lang="en">Local mailbox</span> (${mails.length})</h1>
    <p>เก็บไว้ในหน่วยความจำเท่านั้น และหายไปเมื่อหยุดระบบสาธิต</p>
    <p lang="en">Kept in memory only and lost when the demonstration stops.</p>
    ${[...mails].reverse().map(article).join('')}
  </main>
</body>
</html>`;
