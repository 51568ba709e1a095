import { isKeptOut, personOf } from '#domain/routing/person.js';
import { keptOutOf } from '#domain/data-request/part-in-request.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Policy } from '#domain/policy/policy.js';
import { openerOf, readTexts } from '#filing/case-texts.js';
import type { Contact } from '#filing/complaint-input.js';
import { isAgencyMailbox } from '#mail/agency-mailbox.js';
import { AddressRefused, type Letter } from '#mail/mailer.js';
import { renderMail } from '#mail/render-mail.js';
import { wordedBy } from '#mail/worded-by.js';
import { readState } from '#persistence/case-view-store.js';
import { findDataRequest } from '#persistence/data-request-store.js';
import type { Databases } from '#persistence/data-source.js';
import { readDirectory } from '#persistence/directory-store.js';
import type { OutgoingMail } from '#persistence/mail-outbox-store.js';
import { policyInForce, readPolicy } from '#persistence/policy-store.js';
import { findStaff, listStaff } from '#persistence/staff-store.js';
import type { Settings } from '#settings/settings.js';
import type { Time } from '#settings/time.js';
import type { Keyring } from '#vault/keyring.js';
import { pseudonyms } from '#vault/pseudonym.js';
import type { Language } from '#web/language/language.js';
import { accessLinkAddress, accessLinkOf } from './access-link-address.js';

/** The mail must not go out at all, and there is nothing to mend. */
export class MailDropped extends Error {}

interface Addressee {
  address: string;
  language: Language;
  link: string;
}

/** The case or the request for data that a mail is about. */
interface About {
  kind: 'case' | 'data-request';
  reference: string;
  policyHash: string;
  /** Of casework, without the slash before it. */
  page: string;
  /** Of the public site. */
  answerPage: string;
  language: Language;
  isInsideAllowed: boolean;
  keepsOut: Pick<ComplaintState, 'excluded'>;
}

/** Turns a queued mail into a letter. Addresses are looked up, or opened from the vault, only here and only now. */
export class LetterWriter {
  constructor(
    private readonly databases: Databases,
    private readonly keyring: Keyring,
    private readonly urls: Pick<Settings, 'caseworkUrl' | 'publicUrl'>,
    private readonly time: Time,
  ) {}

  /** Throws AddressRefused where there is no address, MailDropped where none may be used. */
  async write(mail: OutgoingMail): Promise<Letter> {
    const { manager } = this.databases.main;
    const about = await this.about(mail);
    const ofMatter = about === null ? null : await readPolicy(manager, about.policyHash);
    // A mail that is newer than the pack of the matter is worded by the pack in force.
    const { policy: inForce } = await policyInForce(manager, mail.createdAt);
    const packs = ofMatter === null ? [inForce] : [ofMatter, inForce];
    const worded = wordedBy(mail.template, about?.kind === 'data-request', packs);
    const { template, policy } = worded ?? { template: mail.template, policy: inForce };
    const [kind, id = ''] = mail.recipient.split(':');
    const addressee =
      kind === 'staff' ? await this.staff(id, about, mail) : await this.outside(about, policy);
    const { address, language, link } = addressee;
    return {
      ...renderMail({ template, codes: mail.params, link }, language, policy),
      messageId: mail.messageId,
      from: senderOf(policy, language),
      to: address,
      date: new Date(mail.createdAt),
    };
  }

  /** Null where the mail is about no case and no request: an account, or an address. */
  private async about({ reference, params }: OutgoingMail): Promise<About | null> {
    const { manager } = this.databases.main;
    const state = await readState(manager, reference);
    if (state !== null)
      return {
        kind: 'case',
        reference,
        policyHash: state.filing.policyHash,
        page: `cases/${reference}`,
        answerPage: 'track',
        language: state.filing.language,
        isInsideAllowed: state.filing.identityMode === 'named',
        keepsOut: state,
      };
    const request = (await findDataRequest(manager, reference))?.state;
    return request === undefined
      ? null
      : {
          kind: 'data-request',
          reference,
          policyHash: request.policyHash,
          // The head of agency hears that it is late, and has no part in it.
          page: params['asRole'] === 'head-of-agency' ? 'worklist' : `data-requests/${reference}`,
          answerPage: 'my-data/answer',
          language: request.language,
          isInsideAllowed: true,
          keepsOut: keptOutOf(request),
        };
  }

  /** Somebody accused since the mail was queued is not told any more. */
  private async staff(id: string, about: About | null, mail: OutgoingMail): Promise<Addressee> {
    const { manager } = this.databases.main;
    const directory = await readDirectory(manager, pseudonyms(this.keyring.secret('subjects-token')));
    const member = directory.people.find((one) => one.id === id);
    if (member === undefined || !member.isActive) throw new MailDropped('no longer with the agency');
    if (about !== null && isKeptOut(personOf(directory, member), about.keepsOut))
      throw new MailDropped('kept out');
    const address = (await findStaff(manager, id))?.email ?? '';
    if (address === '') throw new AddressRefused('no address');
    const { caseworkUrl } = this.urls;
    const accessLink = accessLinkOf(mail);
    if (accessLink !== null) {
      const now = this.time.now();
      const link = await accessLinkAddress(manager, this.keyring, accessLink, caseworkUrl, now);
      if (link === null) throw new MailDropped('the link is not good any more');
      return { address, language: 'th', link };
    }
    return { address, language: 'th', link: `${caseworkUrl}/${pageOf(mail, about)}` };
  }

  /** The complainant of a case, or whoever asked for the own data. */
  private async outside(about: About | null, policy: Policy): Promise<Addressee> {
    if (about === null) throw new MailDropped('no such case');
    const { main, keys } = this.databases;
    const opener = openerOf(this.keyring, 'mailer');
    const [contact] = await readTexts({ manager: main.manager, keys }, opener, about.reference, 'contact');
    const address = contact && (JSON.parse(contact.text) as Contact).email;
    if (!address) throw new MailDropped('no address left');
    // Colleagues of the accused may read what arrives there.
    const staff = await listStaff(main.manager);
    const isInside = isAgencyMailbox(
      address,
      policy.agency.website,
      staff.map(({ email }) => email),
    );
    if (isInside && !about.isInsideAllowed) throw new MailDropped('agency mailbox');
    return { address, language: about.language, link: `${this.urls.publicUrl}/${about.answerPage}` };
  }
}

/** The page of casework on which whoever is told can act. */
function pageOf({ template, params }: OutgoingMail, about: About | null): string {
  if (template === 'nobody-left') return 'administration/people';
  if (params['matter'] !== undefined) return `protections/${params['matter']}`;
  if (about === null) return 'worklist';
  // A hold is placed there, and what was sealed is opened, not on the page of the case.
  const isOfKeeping = template === 'destruction-near' || template === 'opening-asked';
  return isOfKeeping ? `retention/${about.reference}` : about.page;
}

const senderOf = (policy: Policy, language: Language): Letter['from'] => ({
  name: policy.agency.name[language],
  address: `no-reply@${new URL(policy.agency.website).hostname.replace(/^www\./, '')}`,
});
