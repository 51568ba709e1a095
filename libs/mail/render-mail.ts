import nunjucks from 'nunjucks';
import type { Policy } from '#domain/policy/policy.js';
import { projectPath } from '#settings/project-path.js';
import { phrase, type Language } from '#web/language/language.js';
import { mailWords, type MailCodes } from './mail-words.js';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const plain = new nunjucks.Environment(null, { autoescape: false });
const pages = new nunjucks.Environment(new nunjucks.FileSystemLoader(projectPath('libs/mail')), {
  autoescape: true,
});

const NAMES = /\{\{\s*(\w+)\s*\}\}/g;

/** Lines that name something which this mail does not have are left out: a task may have no limit. */
const fillLines = (text: string, words: Record<string, string>): string[] =>
  text
    .trim()
    .split('\n')
    .filter((line) => [...line.matchAll(NAMES)].every(([, name = '']) => name in words))
    .map((line) => plain.renderString(line, words));

const partsOf = (line: string): { text: string; isLink: boolean }[] =>
  line
    .split(/(https?:\/\/\S+)/)
    .filter((text) => text !== '')
    .map((text) => ({ text, isLink: /^https?:\/\//.test(text) }));

/** Words a queued mail by the pack's text of that name, in plain text and HTML. Throws when the pack has none. */
export function renderMail(
  mail: { template: string; codes: MailCodes; link: string },
  language: Language,
  policy: Policy,
): RenderedMail {
  const template = policy.mail[mail.template];
  if (template === undefined) throw new Error(`The policy pack ${policy.id} has no mail ${mail.template}`);
  const words = mailWords(mail.codes, mail.link, language, policy);
  const agency = phrase(policy.agency.name, language);
  const subject = plain.renderString(template.subject[language], words);
  const lines = fillLines(template.body[language], words);
  return {
    subject,
    text: `${[...lines, '', agency].join('\n')}\n`,
    html: pages.render('mail.njk', { language, subject, agency, lines: lines.map(partsOf) }),
  };
}
