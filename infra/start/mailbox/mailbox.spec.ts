import { describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { freePorts } from '../ports.js';
import { openMailbox } from './mailbox.js';
import type { ReceivedMail } from './received-mail.js';

describe('the local mailbox', () => {
  it('shows what was mailed, refuses while stopped and takes mail again afterwards', async () => {
    const [port = 0] = await freePorts(1);
    const mailbox = await openMailbox(port);
    const transport = createTransport({ url: mailbox.smtpUrl });
    const mail = {
      from: 'desk@agency.example',
      to: 'head@agency.example',
      text: 'ครบกำหนด <พรุ่งนี้> http://127.0.0.1:1/track?a=1&b=2.',
    };
    const date = '2026-02-04T03:00:00.000Z';
    await transport.sendMail({ ...mail, subject: 'แจ้งเตือน', date });

    await mailbox.stopSmtp();
    await expect(transport.sendMail({ ...mail, subject: 'refused' })).rejects.toThrow();
    await mailbox.startSmtp();
    await transport.sendMail({ ...mail, subject: 'again' });

    const answer = await fetch(`http://127.0.0.1:${port}/api/messages`);
    const received = (await answer.json()) as ReceivedMail[];
    expect(received.map(({ subject }) => subject)).toEqual(['แจ้งเตือน', 'again']);
    expect(received[0]).toMatchObject({ to: ['head@agency.example'], date });
    const page = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    expect(page).toContain('ครบกำหนด &lt;พรุ่งนี้&gt;');
    const href = 'http://127.0.0.1:1/track?a=1&amp;b=2';
    expect(page).toContain(`<a href="${href}">${href}</a>.`);
    expect(page).toMatch(/<time datetime="\d{4}-.*">\d+ .+ 25\d\d เวลา \d\d:\d\d น\.<\/time>/);
    await mailbox.close();
  });
});
