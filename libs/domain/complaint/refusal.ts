/** Why a command was refused. A stated fact, with parameters for its wording at the edge. */
export const REFUSAL_CODES = [
  'NotPossibleInThisStatus',
  'NotForThisPerson',
  'CaseUnknown',
  'ReasonUnknown',
  'ReasonNotForIntegrityMatters',
  'AnonymityIsNoReason',
  'SecondPersonRequired',
  'NoRejectionProposed',
  'UnitUnknown',
  'UnitNotAvailable',
  'CategoryUnknown',
  'ReferralBodyUnknown',
  'OfficerNotAvailable',
  'OverrideNeedsReason',
  'InformationAlreadyRequested',
  'ClockUnknown',
  'ClockNotRunning',
  'ClockCannotBeExtended',
  'ExtensionTooLong',
  'ExtensionAlreadyRequested',
  'NoExtensionRequested',
  'FindingMissing',
  'DisciplineStillOpen',
  'CannotLinkToItself',
  'LeaderIsLinkedItself',
  'AlreadyLinked',
  'NotLinked',
  'MatchUnknown',
  'ExclusionUnknown',
  'GroundNeedsExplanation',
  'NoMessageUnread',
  'AlreadyWithdrawn',
  'ReviewWindowOver',
  'ReviewAlreadyRequested',
  'SomebodyElseActedFirst',
  'SignatureInvalid',
  'ProtectionOver',
  'NoIdentityKept',
  'IdentityNotSealed',
  'AccessAlreadyAskedFor',
  'AccessUnknown',
  'AccessTooLong',
  'NobodyToApprove',
  'EmergencyReviewOpen',
  'PurposeUnknown',
  'GroundUnknown',
  'RiskFactorUnknown',
  'MeasureUnknown',
  'MeasureEndsBeforeItBegins',
  'OwnerNotAvailable',
  'NoCheckInOpen',
  'PersonnelActionUnknown',
  'AlreadyDestroyed',
  'HoldUnknown',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export class Refusal {
  readonly isRefusal = true;
  constructor(
    readonly code: RefusalCode,
    readonly params: Record<string, string | number> = {},
  ) {}
}

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'isRefusal' in value;
