import type { CommandName } from '#domain/complaint/command.js';

/** Who acts in the journey: the desk, the head and an officer of the unit, or the complainant. */
export type Actor = 'desk' | 'head' | 'officer' | 'complainant';

export interface Act {
  by: Actor;
  command: CommandName;
  body: Record<string, unknown>;
}

/** What becomes of a case, by the day counted from its filing. */
export interface Course {
  name: string;
  category: 'service' | 'corruption';
  acts: Partial<Record<Day, Act[]>>;
  /** When the case counts as completed; null: never within the journey. */
  completedOn: Day | null;
  /** Whether somebody further up was told of lateness by the last day. */
  isEscalated: boolean;
}

/** The days on which somebody acts, and the one on which the figures are read. */
export const DAYS = [0, 3, 10, 25, 60] as const;
export type Day = (typeof DAYS)[number];

const by =
  (who: Actor) =>
  (command: CommandName, body: Record<string, unknown> = {}): Act => ({ by: who, command, body });
const [desk, head, officer, complainant] = [by('desk'), by('head'), by('officer'), by('complainant')];

const rejected = desk('reject', { reason: 'not-within-authority', explanation: 'ไม่อยู่ในอำนาจของจังหวัด' });
const accepted = desk('accept', { unit: 'finance' });
const assigned = head('assign', { officer: 'officer-finance-1', reason: 'เคยทำเรื่องลักษณะนี้' });
const found = officer('record-finding', { finding: 'unsubstantiated', text: 'ตรวจแล้วไม่พบเหตุ' });
const reported = officer('submit-report', { report: 'รายงานผลการตรวจสอบ' });
const decided = head('decide', { decision: 'no-ground', text: 'ให้ยุติเรื่อง' });
const told = desk('notify-outcome', { outcome: 'ตรวจสอบแล้วและยุติเรื่อง' });
const closed = desk('close');
const withdrawn = complainant('withdraw', { wasPressed: false });

const service = { category: 'service', completedOn: null, isEscalated: true } as const;

/** Some officers are quick, some late, and some never act. */
export const COURSES: readonly Course[] = [
  {
    ...service,
    name: 'dealt with in time',
    acts: { 0: [accepted, assigned], 3: [found], 10: [reported, decided, told, closed] },
    completedOn: 10,
    isEscalated: false,
  },
  { ...service, name: 'rejected at once', acts: { 0: [rejected] }, completedOn: 0 },
  { ...service, name: 'rejected on the third day', acts: { 3: [rejected] }, completedOn: 3 },
  {
    ...service,
    name: 'dealt with late',
    acts: { 3: [accepted], 10: [assigned, found, reported], 25: [decided, told] },
    completedOn: 25,
  },
  {
    ...service,
    name: 'decided, the outcome never told',
    acts: { 0: [accepted], 3: [assigned], 10: [found, reported], 25: [decided] },
  },
  { ...service, name: 'left lying by its unit', acts: { 0: [accepted] } },
  { ...service, name: 'withdrawn by its complainant', acts: { 10: [withdrawn] }, completedOn: 10 },
  { ...service, name: 'left lying by the desk', acts: {} },
  { ...service, name: 'corruption, left lying by the desk', category: 'corruption', acts: {} },
];
