import type { ClockDefinition } from '../clock/clock-definition.js';
import type { Calendar } from '../clock/calendar.js';
import type { DataRequestPolicy } from '../data-request/data-request-policy.js';
import type { ProtectionPolicy } from '../protection/protection-policy.js';
import type { RetentionPolicy } from '../retention/retention-policy.js';
import type { Category, Policy } from './policy.js';

const both = (text: string): { th: string; en: string } => ({ th: text, en: text });

/** Monday to Friday, 08:30–16:30, without a holiday. */
export const plainCalendar: Calendar = {
  officeHours: { opensAtMinute: 510, closesAtMinute: 990 },
  workingWeekdays: [1, 2, 3, 4, 5],
  holidays: [],
};

const SCREENED: ClockDefinition['stopsOn'] = ['ComplaintAccepted', 'ComplaintRejected', 'ComplaintReferred'];

/** Three clocks that show every property: a law's, one counted from its due instant, a private person's. */
export const sampleClocks: ClockDefinition[] = [
  {
    id: 'preliminary-check',
    name: both('preliminary-check'),
    startsOn: ['ComplaintReceived'],
    stopsOn: SCREENED,
    limit: { amount: 7, unit: 'calendar-days' },
    bindsOn: 'official',
    reminders: [{ before: { amount: 2, unit: 'calendar-days' } }],
    escalations: [
      { after: { amount: 0, unit: 'calendar-days' }, to: 'head-of-unit' },
      { after: { amount: 3, unit: 'calendar-days' }, to: 'head-of-agency', informs: ['auditor'] },
    ],
    citation: 'resolution-2561',
  },
  {
    id: 'fact-finding',
    name: both('fact-finding'),
    startsOn: ['ComplaintAccepted'],
    countsFromDueOf: 'preliminary-check',
    stopsOn: ['ReportSubmitted'],
    limit: { amount: 30, unit: 'calendar-days' },
    bindsOn: 'official',
    extension: {
      decidedBy: 'head-of-agency',
      atMost: { amount: 15, unit: 'calendar-days' },
      times: 1,
      citation: 'resolution-2561',
    },
    reminders: [],
    escalations: [{ after: { amount: 0, unit: 'calendar-days' }, to: 'head-of-unit' }],
    citation: 'resolution-2561',
  },
  {
    id: 'review-window',
    name: both('review-window'),
    startsOn: ['CaseClosed'],
    stopsOn: ['CaseReopened', 'CaseFinalised'],
    limit: { amount: 15, unit: 'calendar-days' },
    bindsOn: 'private-person',
    reminders: [],
    escalations: [],
    onExpiry: 'finalise',
    citation: 'announcement',
  },
];

const category = (id: string, isIntegrity: boolean): Category => ({
  id,
  name: both(id),
  hint: both(id),
  isIntegrity,
  decidedBy: isIntegrity ? 'head-of-agency' : 'head-of-unit',
  clocks: sampleClocks,
});

const DAYS = 'calendar-days' as const;
const limit = (id: string, amount: number): ProtectionPolicy['clocks'][number] => ({
  id,
  name: both(id),
  limit: { amount, unit: DAYS },
  bindsOn: 'official',
  reminders: [],
  escalations: [{ after: { amount: 0, unit: DAYS }, to: 'head-of-agency', informs: ['auditor'] }],
  citation: 'announcement',
});

/** Check-ins after 30 and 90 days, asked again after ten days and given up after ten more. */
export const sampleProtection: ProtectionPolicy = {
  clocks: [
    limit('risk-assessment', 7),
    limit('access-decision', 3),
    limit('emergency-review', 2),
    limit('contact', 7),
    limit('justification', 15),
  ],
  checkIns: [
    { amount: 30, unit: DAYS },
    { amount: 90, unit: DAYS },
  ],
  askAgainAfter: { amount: 10, unit: DAYS },
  giveUpAfter: { amount: 10, unit: DAYS },
  access: {
    purposes: [{ id: 'ask-the-complainant', name: both('ask the complainant') }],
    grounds: [{ id: 'official-duty', name: both('official duty') }],
    mostHours: 48,
    emergencyHours: 12,
  },
  measures: [{ id: 'P1', name: both('hidden name'), citation: 'announcement' }],
  riskFactors: [{ id: 'same-unit', name: both('same unit'), asks: 'staff' }],
  detriments: [{ id: 'transfer', name: both('transfer') }],
};

const year = { amount: 12, unit: 'months' } as const;

/** Everything is kept for a year, and looked at again after thirty days. */
export const sampleRetention: RetentionPolicy = {
  keep: {
    withdrawn: year,
    rejected: year,
    referred: year,
    'no-ground': year,
    corrective: year,
    disciplinary: year,
  },
  sealEarly: { outcomes: ['rejected', 'no-ground'], after: { amount: 30, unit: DAYS } },
  noticeBefore: { amount: 30, unit: DAYS },
  lookAgainAfter: { amount: 30, unit: DAYS },
  holdGrounds: [{ id: 'court', name: both('court') }],
  citation: 'announcement',
};

/** Thirty days, a reminder five days before, then custodians, then the head of agency. */
export const sampleDataRequests: DataRequestPolicy = {
  name: both('data-request'),
  limit: { amount: 30, unit: DAYS },
  reminders: [{ before: { amount: 5, unit: DAYS } }],
  escalations: [
    { after: { amount: 0, unit: DAYS }, to: 'custodian' },
    { after: { amount: 2, unit: DAYS }, to: 'head-of-agency', informs: ['auditor'] },
  ],
  citation: 'announcement',
  neutralSentence: both('neither confirmed nor denied'),
};

/** A small agency's policy for specs: a desk in `office`, two working units below the agency. */
export const samplePolicy: Policy = {
  id: 'sample',
  effectiveFrom: '2022-03-05',
  agency: {
    name: both('Sample'),
    province: both('Sample'),
    website: 'https://example.go.th',
    phone: '0',
    referencePrefix: 'SMP',
  },
  units: [
    { id: 'agency', name: both('agency') },
    { id: 'office', name: both('office'), parent: 'agency' },
    { id: 'finance', name: both('finance'), parent: 'agency' },
    { id: 'works', name: both('works'), parent: 'agency' },
  ],
  centralDeskUnit: 'office',
  outsideBody: both('outside body'),
  categories: [category('corruption', true), category('service', false)],
  steps: [],
  rejectionReasons: [
    { id: 'no-substance', name: both('no substance'), allowedForIntegrity: true },
    { id: 'duplicate', name: both('duplicate'), allowedForIntegrity: false },
  ],
  subjectNotices: [
    {
      id: 'allegation',
      name: both('allegation'),
      step: 'fact-finding',
      statuses: ['fact-finding', 'reported'],
      letter: both('letter'),
      owedBefore: 'discipline',
      citation: 'announcement',
    },
    {
      id: 'result',
      name: both('result'),
      step: 'outcome',
      statuses: ['decided', 'outcome-told'],
      letter: both('letter'),
      owedBefore: 'closing',
      citation: 'announcement',
    },
  ],
  referralBodies: [{ id: 'nacc', name: both('NACC') }],
  protection: sampleProtection,
  retention: sampleRetention,
  dataRequests: sampleDataRequests,
  citations: {
    'resolution-2561': { kind: 'law', text: both('cabinet resolution'), verified: 'V2' },
    announcement: { kind: 'agency-policy', text: both('announcement'), verified: 'V' },
  },
  calendar: plainCalendar,
  mail: {},
};
