import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { InvitationController } from './accounts/invitation/invitation.controller.js';
import { Invitations } from './accounts/invitation/invitations.service.js';
import { ApprovalsController } from './administration/approvals/approvals.controller.js';
import { Approvals } from './administration/approvals/approvals.service.js';
import { AccessController } from './administration/people/access.controller.js';
import { AccessToAccounts } from './administration/people/access.service.js';
import { PeopleChanges } from './administration/people/people-change.service.js';
import { PeoplePages } from './administration/people/people-pages.service.js';
import { DelegationsController } from './administration/delegations/delegations.controller.js';
import { CalendarChanges } from './administration/holidays/calendar-change.js';
import { HolidaysController } from './administration/holidays/holidays.controller.js';
import { PeopleController } from './administration/people/people.controller.js';
import { PolicyController } from './administration/policy/policy.controller.js';
import { RefusedAddressesController } from './administration/refused-addresses/refused-addresses.controller.js';
import { RelationshipChanges } from './administration/relationships/relationship-changes.service.js';
import { RelationshipsController } from './administration/relationships/relationships.controller.js';
import { UnitsController } from './administration/units/units.controller.js';
import { MyAccountController } from './accounts/my-account/my-account.controller.js';
import { PasswordController } from './accounts/password/password.controller.js';
import { SecondFactorController } from './accounts/second-factor/second-factor.controller.js';
import { SecondFactors } from './accounts/second-factor/second-factors.service.js';
import { AgencyLedgerApiController } from './audit/agency-ledger.api.controller.js';
import { AgencyLedgerController } from './audit/agency-ledger.controller.js';
import { CaseSearch } from './audit/case-search.js';
import { CasesApiController } from './audit/cases.api.controller.js';
import { CasesController } from './audit/cases.controller.js';
import { ExportController } from './audit/export.controller.js';
import { HistoryController } from './audit/history.controller.js';
import { RecordedEntries } from './audit/recorded-entries.js';
import { CaseController } from './case/case.controller.js';
import { CaseFiles } from './case/case-file.js';
import { Casework } from './casework.js';
import { CommandApiController } from './commands/command.api.controller.js';
import { CommandController } from './commands/command.controller.js';
import { CommandDesk } from './commands/give-command.js';
import { EnterComplaintController } from './enter-complaint/enter-complaint.controller.js';
import { ConfirmController } from './confirm-it-is-you/confirm.controller.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { EvidenceFiles } from './evidence/evidence-files.js';
import { HandOverController } from './hand-over/hand-over.controller.js';
import { PackageContents } from './hand-over/package-contents.service.js';
import { PackageDesk } from './hand-over/package-desk.service.js';
import { PersonnelActionsController } from './personnel-actions/personnel-actions.controller.js';
import { ProtectionDesk } from './protection/commands/give-protection-command.js';
import { ProtectionCommandApiController } from './protection/commands/protection-command.api.controller.js';
import { ProtectionCommandController } from './protection/commands/protection-command.controller.js';
import { ProtectionFormPage } from './protection/commands/protection-form-page.js';
import { IdentityApiController } from './protection/identity/identity.api.controller.js';
import { IdentityController } from './protection/identity/identity.controller.js';
import { IdentityReading } from './protection/identity/read-identity.js';
import { ProtectionApiController } from './protection/protection.api.controller.js';
import { ProtectionController } from './protection/protection.controller.js';
import { ProtectionFiles } from './protection/protection-file.js';
import { ProtectionsController } from './protection/protections.controller.js';
import { SubjectLetterController } from './subject-letters/subject-letter.controller.js';
import { SessionsApiController } from './sign-in/sessions.api.controller.js';
import { CodeController } from './sign-in/code.controller.js';
import { ProofOfIdentity } from './sign-in/proof.service.js';
import { IdentityProvider } from './sign-in/provider/identity-provider.service.js';
import { DataRequestDesk } from './data-requests/data-request-desk.js';
import { DataRequestFiles } from './data-requests/data-request-file.js';
import { DataRequestsController } from './data-requests/data-requests.controller.js';
import { HoldDesk } from './retention/hold-desk.js';
import { OpeningController } from './retention/opening.controller.js';
import { RetentionPage } from './retention/retention-page.js';
import { RetentionController } from './retention/retention.controller.js';
import { ProviderController } from './sign-in/provider/provider.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { StaffGuard } from './staff-access/staff.guard.js';
import { VerifyLedgerController } from './verify-ledger/verify-ledger.controller.js';
import { TasksApiController } from './worklist/tasks.api.controller.js';
import { WorklistController } from './worklist/worklist.controller.js';

/**
 * Every controller of the staff app. `history`, `evidence`, `package` and `identity` stand before the commands, whose paths would
 * take them.
 */
export const CONTROLLERS = [
  SignInController,
  CodeController,
  ProviderController,
  InvitationController,
  MyAccountController,
  PasswordController,
  SecondFactorController,
  SessionsApiController,
  ConfirmController,
  WorklistController,
  TasksApiController,
  CasesController,
  CasesApiController,
  HistoryController,
  ExportController,
  CaseController,
  EvidenceController,
  SubjectLetterController,
  HandOverController,
  CommandController,
  CommandApiController,
  ProtectionsController,
  ProtectionController,
  ProtectionApiController,
  IdentityController,
  IdentityApiController,
  ProtectionCommandController,
  ProtectionCommandApiController,
  RetentionController,
  OpeningController,
  DataRequestsController,
  PersonnelActionsController,
  EnterComplaintController,
  VerifyLedgerController,
  AgencyLedgerController,
  AgencyLedgerApiController,
  UnitsController,
  PeopleController,
  AccessController,
  ApprovalsController,
  RefusedAddressesController,
  DelegationsController,
  RelationshipsController,
  HolidaysController,
  PolicyController,
];

@Module({})
export class CaseworkModule {
  static on(casework: Casework): DynamicModule {
    return {
      module: CaseworkModule,
      controllers: CONTROLLERS,
      providers: [
        { provide: Casework, useValue: casework },
        { provide: APP_GUARD, useClass: StaffGuard },
        SignInService,
        ProofOfIdentity,
        IdentityProvider,
        SecondFactors,
        Invitations,
        AccessToAccounts,
        Approvals,
        PeopleChanges,
        RelationshipChanges,
        PeoplePages,
        CaseFiles,
        EvidenceFiles,
        PackageContents,
        PackageDesk,
        CommandDesk,
        ProtectionFiles,
        ProtectionDesk,
        HoldDesk,
        RetentionPage,
        DataRequestFiles,
        DataRequestDesk,
        IdentityReading,
        ProtectionFormPage,
        CaseSearch,
        RecordedEntries,
        CalendarChanges,
      ],
    };
  }
}
