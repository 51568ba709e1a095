import type { Refusal, RefusalCode } from '#domain/complaint/refusal.js';
import type { Status } from '#domain/complaint/status.js';
import type { Bilingual } from '#domain/policy/policy.js';
import { phrase, type Language } from '../language/language.js';
import { formatSpan } from './span.wording.js';
import { STATUS_WORDING } from './status.wording.js';

export const REFUSAL_WORDING: Record<RefusalCode, Bilingual> = {
  NotPossibleInThisStatus: {
    th: 'ทำไม่ได้ในสถานะ “{status}”',
    en: 'This is not possible while the case is “{status}”',
  },
  NotForThisPerson: { th: 'ท่านไม่มีอำนาจทำรายการนี้', en: 'This is not for you to do' },
  CaseUnknown: { th: 'ไม่พบเรื่องนี้', en: 'There is no such case' },
  ReasonUnknown: { th: 'ไม่มีเหตุผลนี้ในระเบียบของหน่วยงาน', en: 'The procedure has no such reason' },
  ReasonNotForIntegrityMatters: {
    th: 'เหตุผลนี้ใช้กับเรื่องทุจริตหรือประพฤติมิชอบไม่ได้',
    en: 'This reason is not allowed for corruption or misconduct',
  },
  AnonymityIsNoReason: {
    th: 'การไม่เปิดเผยชื่อไม่ใช่เหตุที่จะไม่รับเรื่อง',
    en: 'Anonymity alone is no reason for rejecting a complaint',
  },
  SecondPersonRequired: { th: 'ต้องให้อีกคนหนึ่งเป็นผู้ตัดสิน', en: 'A second person must decide this' },
  NoRejectionProposed: { th: 'ไม่มีข้อเสนอไม่รับเรื่อง', en: 'No rejection has been proposed' },
  UnitUnknown: { th: 'ไม่พบหน่วยงานนี้', en: 'There is no such unit' },
  UnitNotAvailable: { th: 'มอบเรื่องให้หน่วยงานนี้ไม่ได้', en: 'This unit cannot take the case' },
  CategoryUnknown: { th: 'ไม่พบประเภทเรื่องนี้', en: 'There is no such category' },
  ReferralBodyUnknown: { th: 'ไม่พบหน่วยงานที่จะส่งต่อ', en: 'There is no such body to refer to' },
  OfficerNotAvailable: { th: 'มอบหมายเจ้าหน้าที่คนนี้ไม่ได้', en: 'This officer cannot take the case' },
  OverrideNeedsReason: {
    th: 'มีเจ้าหน้าที่ที่มีเรื่องน้อยกว่า โปรดระบุเหตุผลที่เลือกคนนี้',
    en: 'Another officer has fewer cases: say why you choose this one',
  },
  InformationAlreadyRequested: {
    th: 'ขอข้อมูลไว้แล้วและยังไม่ได้รับคำตอบ',
    en: 'Information has already been requested and not yet answered',
  },
  ClockUnknown: { th: 'ไม่พบกำหนดเวลานี้', en: 'There is no such time limit' },
  ClockNotRunning: { th: 'กำหนดเวลานี้ไม่ได้เดินอยู่', en: 'This time limit is not running' },
  ClockCannotBeExtended: { th: 'ขยายกำหนดเวลานี้ไม่ได้', en: 'This time limit cannot be extended' },
  ExtensionTooLong: { th: 'ขยายได้ไม่เกิน {span}', en: 'The extension may be at most {span}' },
  ExtensionAlreadyRequested: {
    th: 'ขอขยายเวลาไว้แล้วและยังไม่ได้ตัดสิน',
    en: 'An extension has already been requested',
  },
  NoExtensionRequested: { th: 'ไม่มีคำขอขยายเวลา', en: 'No extension has been requested' },
  FindingMissing: { th: 'ต้องบันทึกข้อค้นพบก่อน', en: 'Record a finding first' },
  DisciplineStillOpen: { th: 'การดำเนินการทางวินัยยังไม่เสร็จ', en: 'The disciplinary case is still open' },
  CannotLinkToItself: { th: 'เชื่อมเรื่องกับตัวเองไม่ได้', en: 'A case cannot be linked to itself' },
  LeaderIsLinkedItself: {
    th: 'เรื่องหลักที่เลือกเชื่อมกับเรื่องอื่นอยู่แล้ว',
    en: 'The leading case is itself linked to another',
  },
  AlreadyLinked: { th: 'เชื่อมเรื่องไว้แล้ว', en: 'The case is already linked' },
  NotLinked: { th: 'เรื่องนี้ไม่ได้เชื่อมกับเรื่องอื่น', en: 'The case is not linked' },
  NoticeUnknown: { th: 'ไม่มีหนังสือแจ้งนี้ในระเบียบของหน่วยงาน', en: 'The procedure has no such notice' },
  SubjectUnknown: { th: 'บุคคลนี้ไม่ใช่ผู้ถูกร้องเรียนในเรื่องนี้', en: 'This person is not accused in the case' },
  SubjectNotHeard: {
    th: 'ต้องพิจารณาชื่อที่อาจตรงกับบุคลากรให้ครบ แจ้งผู้ถูกร้องเรียนทุกคน และให้โอกาสชี้แจงก่อน จึงสั่งดำเนินการทางวินัยได้',
    en: 'Every possible match must first be decided, and everybody who is accused told what is alleged, with the right to answer',
  },
  SubjectNotTold: {
    th: 'ต้องแจ้งผลแก่ผู้ถูกร้องเรียนที่เคยแจ้งเรื่องไว้ก่อน จึงปิดเรื่องได้',
    en: 'Whoever was told of the case must first be told how it ended',
  },
  LetterNamesComplainant: {
    th: 'ข้อความมีชื่อ หมายเลข หรือช่องทางติดต่อของผู้ร้องเรียน โปรดเขียนใหม่โดยไม่ให้ทราบว่าใครร้องเรียน',
    en: 'The words hold the complainant’s name, number or contact: write them so that nobody learns who complained',
  },
  NoMessageUnread: { th: 'ไม่มีข้อความที่ยังไม่ได้อ่าน', en: 'No message waits to be read' },
  ExclusionUnknown: {
    th: 'ไม่มีบุคคลหรือหน่วยงานนี้ในรายชื่อผู้ที่ถูกกันออก',
    en: 'This person or unit is not among those kept out',
  },
  GroundNeedsExplanation: { th: 'เหตุนี้ต้องมีคำชี้แจงประกอบ', en: 'This ground needs an explanation' },
  MatchUnknown: { th: 'ไม่พบชื่อที่ตรงกันนี้', en: 'There is no such match' },
  AlreadyWithdrawn: { th: 'ถอนเรื่องแล้ว', en: 'The complaint has already been withdrawn' },
  ReviewWindowOver: { th: 'พ้นกำหนดขอทบทวนแล้ว', en: 'The time for asking for a review is over' },
  ReviewAlreadyRequested: { th: 'ขอทบทวนไว้แล้ว', en: 'A review has already been requested' },
  SomebodyElseActedFirst: {
    th: 'มีผู้ดำเนินการกับเรื่องนี้ก่อนท่าน โปรดดูสิ่งที่เปลี่ยนไปแล้วทำรายการใหม่',
    en: 'Somebody else acted on this case first: look at what changed and try again',
  },
  ProtectionOver: { th: 'การคุ้มครองสิ้นสุดแล้ว', en: 'The protection has ended' },
  NoIdentityKept: { th: 'ไม่มีข้อมูลตัวตนเก็บไว้', en: 'No identity is kept' },
  IdentityNotSealed: {
    th: 'ผู้ร้องเรียนเปิดเผยชื่อ ผู้รับผิดชอบเรื่องเห็นได้ในหน้าเรื่อง',
    en: 'The complainant gave the name: those who handle the case see it on the case page',
  },
  AccessAlreadyAskedFor: {
    th: 'ท่านมีคำขอที่รอพิจารณาหรือสิทธิที่ยังใช้ได้อยู่แล้ว',
    en: 'You have a request waiting or an access that is still open',
  },
  AccessUnknown: { th: 'ไม่มีคำขอหรือสิทธิที่จะดำเนินการเช่นนี้', en: 'There is no request or access to do this with' },
  AccessTooLong: { th: 'ขอได้ไม่เกิน {hours} ชั่วโมง', en: 'At most {hours} hours may be asked for' },
  NobodyToApprove: {
    th: 'ไม่มีผู้ใดที่ไม่มีส่วนได้เสียจะพิจารณาคำขอได้',
    en: 'Nobody without a part in the matter is left to decide the request',
  },
  EmergencyReviewOpen: {
    th: 'การเปิดดูกรณีฉุกเฉินครั้งก่อนของท่านยังไม่ได้รับการทบทวน',
    en: 'Your last access in an emergency has not been reviewed yet',
  },
  PurposeUnknown: { th: 'ไม่มีวัตถุประสงค์นี้ในระเบียบของหน่วยงาน', en: 'The procedure has no such purpose' },
  GroundUnknown: { th: 'ไม่มีเหตุตามกฎหมายนี้ในระเบียบของหน่วยงาน', en: 'The procedure has no such legal ground' },
  RiskFactorUnknown: { th: 'ไม่มีปัจจัยเสี่ยงนี้ในระเบียบของหน่วยงาน', en: 'The procedure has no such risk factor' },
  MeasureUnknown: { th: 'ไม่มีมาตรการนี้ หรือยุติแล้ว', en: 'There is no such measure, or it has ended' },
  MeasureEndsBeforeItBegins: { th: 'วันสิ้นสุดต้องไม่ก่อนวันนี้', en: 'The last day must not lie before today' },
  OwnerNotAvailable: { th: 'มอบหมายมาตรการให้คนนี้ไม่ได้', en: 'This person cannot own the measure' },
  NoCheckInOpen: { th: 'ไม่มีการสอบถามที่รอคำตอบ', en: 'No check-in is waiting for an answer' },
  PersonnelActionUnknown: {
    th: 'ไม่มีคำสั่งด้านบุคคลที่รอตรวจสอบนี้',
    en: 'There is no such personnel action to examine',
  },
  AlreadyDestroyed: { th: 'ข้อมูลของเรื่องนี้ถูกทำลายแล้ว', en: 'What this case held has been destroyed' },
  NotToBeHandedOver: {
    th: 'เรื่องนี้ยังมีผู้มีอำนาจพิจารณาในหน่วยงาน จึงไม่ต้องส่งมอบให้หน่วยงานภายนอก',
    en: 'Somebody in the agency can decide this case: it is not to be handed to an outside body',
  },
  HoldUnknown: { th: 'ไม่มีการระงับการทำลายนี้ หรือยกเลิกแล้ว', en: 'There is no such hold, or it has been lifted' },
  NotSealedEarly: { th: 'เรื่องนี้ไม่ได้ปิดผนึกไว้', en: 'This case is not sealed' },
  OpeningAlreadyAskedFor: { th: 'มีคำขอเปิดผนึกที่รอพิจารณาอยู่แล้ว', en: 'Somebody has already asked to open it' },
  NoOpeningAskedFor: { th: 'ไม่มีคำขอเปิดผนึก', en: 'Nobody has asked to open it' },
  DataRequestOver: { th: 'คำขอนี้สิ้นสุดแล้ว', en: 'This request is over' },
  NotAtThisPoint: {
    th: 'คำขอนี้ยังไม่ถึงขั้นตอนนี้ หรือผ่านขั้นตอนนี้ไปแล้ว',
    en: 'This is not possible at this point of the request',
  },
  IdentityNotConfirmed: {
    th: 'ต้องยืนยันตัวตนของผู้ขอก่อน จึงจะตอบเช่นนี้ได้',
    en: 'Confirm who is asking before giving this answer',
  },
  SignatureInvalid: { th: 'ลายเซ็นของคำสั่งไม่ถูกต้อง', en: 'The signature of the command is not valid' },
};

/** What a refusal says to a person. */
export function phraseRefusal(
  { code, params }: Pick<Refusal, 'code' | 'params'>,
  language: Language,
): string {
  const { status, amount, unit } = params;
  return phrase(REFUSAL_WORDING[code], language, {
    ...params,
    ...(status !== undefined && { status: STATUS_WORDING[status as Status][language] }),
    ...(unit !== undefined && { span: formatSpan({ amount: Number(amount), unit: String(unit) }, language) }),
  });
}
