/** The mails that the engine sends; every pack words each of them. */
export const MAIL_TEMPLATES = [
  'new-task',
  'reminder',
  'escalation',
  'escalation-informed',
  'taken-out-of-integrity',
  'circle-changed',
  'hand-to-outside-body',
  'nobody-left',
  'acknowledgement',
  'news',
  'information-requested',
  'outcome-told',
  'check-in',
  'access-decided',
  'destruction-near',
  'opening-asked',
  'refused-address',
  'invitation',
  'access-reset',
] as const;

/** Those of them that a pack can word of their own for a request for personal data; one that does not uses the others. */
export const DATA_REQUEST_MAIL_TEMPLATES = [
  'data-request-new-task',
  'data-request-reminder',
  'data-request-escalation',
  'data-request-escalation-informed',
] as const;

/** What a mail's text may name. None of it is content of the case or the name of a person. */
export const MAIL_PARAMS = [
  'reference',
  'clockName',
  'dueAt',
  'citation',
  'since',
  'action',
  'link',
  'role',
  'status',
] as const;
