import { describe, expect, it } from '@jest/globals';
import type { StaffRecord } from '#persistence/staff-store.js';
import type { ComplaintInput } from './complaint-input.js';
import { knownNames, matchSubjects } from './name-matching.js';

const staff = (id: string, name: string, position: string, unit: string): StaffRecord => ({
  id,
  username: id,
  name,
  position,
  unit,
  email: '',
  roles: [],
  personnelRegime: 'civil-servant',
  isActive: true,
  passwordHash: null,
  createdAt: '2026-01-01T00:00:00.000Z',
});
const names = knownNames(
  [
    staff('somchai', 'นายสมชาย ใจดี', 'ผู้อำนวยการกองคลัง', 'finance'),
    staff('amphai', 'ร.ต.อ.หญิง อำไพ ศรีสุข', 'นักวิชาการเงิน', 'finance'),
    staff('other', 'นางสาวมานี มีนา', 'นักวิชาการเงิน', 'works'),
  ],
  [
    { id: 'finance', name: { th: 'กองคลัง', en: 'Finance Division' }, parent: null, isActive: true },
    { id: 'works', name: { th: 'กองช่าง', en: 'Works Division' }, parent: null, isActive: true },
  ],
);
const complaint = (changes: Partial<ComplaintInput>): ComplaintInput => ({
  category: 'corruption',
  subject: '',
  details: '',
  identity: { mode: 'anonymous' },
  ...changes,
});
const matched = (changes: Partial<ComplaintInput>): string[] =>
  matchSubjects(complaint(changes), names).persons;

describe('matching names to the staff directory', () => {
  it.each(['นายสมชาย ใจดี', 'สมชายใจดี', 'นาย สม\u200bชาย  ใจดี', 'ผอ.สมชาย ใจดี', 'คุณสมชาย', 'ใจดี'])(
    'finds the accused named as %s',
    (name) => expect(matched({ accused: [{ name }] })).toEqual(['somchai']),
  );

  it('finds a name in the narrative, however it is spaced, and ำ however it is typed', () => {
    expect(matched({ details: 'เมื่อวานนายสมชาย  ใจดีเรียกเงิน' })).toEqual(['somchai']);
    expect(matched({ details: 'พบว่า อ\u0e4d\u0e32ไพศรีสุข รับเงิน' })).toEqual(['amphai']);
    expect(matched({ accused: [{ name: 'อ\u0e4d\u0e32ไพ' }] })).toEqual(['amphai']);
  });

  it('finds the holder of a post that one person holds', () => {
    expect(matched({ accused: [{ position: 'ผู้อำนวยการกองคลัง' }] })).toEqual(['somchai']);
    expect(matched({ accused: [{ position: 'นักวิชาการเงิน' }] })).toEqual([]);
    expect(matched({ accused: [{ position: 'นักวิชาการเงิน', unit: 'กองช่าง' }] })).toEqual(['other']);
  });

  it('takes a unit as accused only where nobody of it is', () => {
    const units = (changes: Partial<ComplaintInput>): string[] =>
      matchSubjects(complaint(changes), names).units;
    expect(units({ accused: [{ unit: 'กองคลัง' }] })).toEqual(['finance']);
    expect(units({ accused: [{ unit: 'กองคลัง', name: 'สมชาย' }] })).toEqual([]);
    expect(units({ unit: 'กองคลัง' })).toEqual([]);
  });

  it('finds nobody where nobody is named', () => {
    expect(matched({ subject: 'ถนนชำรุด', details: 'มีหลุมบนถนน ประชาชนใจดีช่วยกัน' })).toEqual([]);
  });
});
