// pcspctl invitation ...
#include <iostream>
#include <map>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/assessment/answers.h"
#include "gateway/cli/assessment/invitation_sheets.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using Stub = assessments::v1::AssessmentService::Stub;

const std::map<std::string, type::v1::StaffGroup> kStaffGroups = {
    {"gp", type::v1::STAFF_GROUP_GP},
    {"nurse", type::v1::STAFF_GROUP_NURSE},
    {"direct-patient-care", type::v1::STAFF_GROUP_DIRECT_PATIENT_CARE},
    {"admin", type::v1::STAFF_GROUP_ADMIN},
    {"leadership", type::v1::STAFF_GROUP_LEADERSHIP}};

struct IssueFlags {
  std::string wave, site, link, expires, request_id;
  type::v1::StaffGroup staff_group = type::v1::STAFF_GROUP_UNSPECIFIED;
  int count = 0;
};

struct OutstandingFlags {
  std::string wave, site;
};

struct RevokeFlags {
  std::string wave, batch, etag, request_id;
};

struct TokenFlags {
  std::string wave, token;
  std::vector<std::string> answers, words;
};

std::string GroupWord(type::v1::StaffGroup group) {
  return Word(type::v1::StaffGroup_Name(group), "STAFF_GROUP_");
}

// The moment from which its tokens are good for nothing; "" if that is when the wave closes.
std::string UntilOf(const assessments::v1::InvitationBatch& batch) {
  if (!batch.has_expire_time()) return "";
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ",
                          absl::FromUnixSeconds(batch.expire_time().seconds()),
                          absl::UTCTimeZone());
}

std::string RequestId(const std::string& given) {
  return given.empty() ? NewUuid(SystemClock().Now()) : given;
}

absl::Status Issue(Session& session, const IssueFlags& flags) {
  assessments::v1::IssueInvitationsRequest request;
  request.set_parent(session.NameOf("waves", flags.wave));
  request.set_organisation(session.NameOf("organisations", flags.site));
  request.set_staff_group(flags.staff_group);
  request.set_count(flags.count);
  request.set_link_base(flags.link);
  if (!flags.expires.empty()) {
    absl::CivilDay day;
    if (!absl::ParseCivilTime(flags.expires, &day)) {
      return InvalidField("--expires", flags.expires, "a day, yyyy-mm-dd");
    }
    // They are good on the whole of that day.
    request.mutable_expire_time()->set_seconds(
        absl::ToUnixSeconds(absl::FromCivil(day + 1, absl::UTCTimeZone())));
  }
  request.set_request_id(RequestId(flags.request_id));
  ASSIGN_OR_RETURN(const auto issued,
                   gateway::Ask(*session.clients().assessments, &Stub::IssueInvitations, request,
                                session.deadline()));
  Table table({"site", "staff_group", "batch", "token", "link", "until"});
  for (const auto& invitation : issued.invitations()) {
    table.Add({IdOf(issued.batch().organisation()), GroupWord(issued.batch().staff_group()),
               issued.batch().name(), invitation.token(), invitation.link(),
               UntilOf(issued.batch())});
  }
  Print(session.format, table, issued);
  std::cerr << "These are shown this once. If they are lost, revoke " << issued.batch().name()
            << " and issue others.\n";
  return absl::OkStatus();
}

absl::Status ListOutstanding(Session& session, const OutstandingFlags& flags) {
  assessments::v1::ListOutstandingInvitationsRequest request;
  request.set_parent(session.NameOf("waves", flags.wave));
  request.set_organisation(session.NameOf("organisations", flags.site));
  assessments::v1::ListOutstandingInvitationsResponse all;
  RETURN_IF_ERROR(
      gateway::EachPage(*session.clients().assessments, &Stub::ListOutstandingInvitations, request,
                        absl::Seconds(session.timeout_seconds), [&all](const auto& page) {
                          all.mutable_site_invitations()->MergeFrom(page.site_invitations());
                        }));
  Table table({"SITE", "ISSUED", "OUTSTANDING", "BATCH", "STAFF GROUP", "IN IT", "STATE", "UNTIL"});
  for (const auto& site : all.site_invitations()) {
    for (const auto& batch : site.batches()) {
      table.Add({IdOf(site.organisation()), absl::StrCat(site.issued()),
                 absl::StrCat(site.outstanding().low(), " to ", site.outstanding().high()),
                 IdOf(batch.name()), GroupWord(batch.staff_group()), absl::StrCat(batch.issued()),
                 Word(assessments::v1::InvitationBatchState_Name(batch.state()),
                      "INVITATION_BATCH_STATE_"),
                 UntilOf(batch)});
    }
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

absl::Status Revoke(Session& session, const RevokeFlags& flags) {
  assessments::v1::RevokeInvitationsRequest request;
  request.set_name(
      absl::StrCat(session.NameOf("waves", flags.wave), "/invitationBatches/", IdOf(flags.batch)));
  request.set_etag(flags.etag);
  request.set_request_id(RequestId(flags.request_id));
  ASSIGN_OR_RETURN(const auto batch,
                   gateway::Ask(*session.clients().assessments, &Stub::RevokeInvitations, request,
                                session.deadline()));
  Table table({"BATCH", "SITE", "STAFF GROUP", "STATE"});
  table.Add(
      {IdOf(batch.name()), IdOf(batch.organisation()), GroupWord(batch.staff_group()), "revoked"});
  Print(session.format, table, batch);
  return absl::OkStatus();
}

absl::Status Start(Session& session, const TokenFlags& flags) {
  assessments::v1::StartResponseRequest request;
  request.set_parent(session.NameOf("waves", flags.wave));
  request.set_token(flags.token);
  ASSIGN_OR_RETURN(const auto started,
                   gateway::Ask(*session.clients().assessments, &Stub::StartResponse, request,
                                session.deadline()));
  Table table({"SITE", "STAFF GROUP", "INSTRUMENT", "SAVED ANSWERS"});
  table.Add({IdOf(started.organisation()), GroupWord(started.staff_group()), started.instrument(),
             absl::StrCat(started.draft_size() + started.draft_words_size())});
  Print(session.format, table, started);
  return absl::OkStatus();
}

absl::Status SaveDraft(Session& session, const TokenFlags& flags) {
  assessments::v1::SaveDraftRequest request;
  request.set_parent(session.NameOf("waves", flags.wave));
  request.set_token(flags.token);
  Violations violations;
  AddAnswers("--answer", flags.answers, request.mutable_answers(), violations);
  AddAnswers("--words", flags.words, request.mutable_words(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(
      gateway::Ask(*session.clients().assessments, &Stub::SaveDraft, request, session.deadline())
          .status());
  std::cerr << "saved\n";
  return absl::OkStatus();
}

void SetUpIssue(Command command, IssueFlags& flags) {
  command.AddOption("wave", flags.wave, "Id or full name of an open wave").Required();
  command.AddOption("site", flags.site, "The organisation whose people are asked").Required();
  AddWord(command, "--staff-group", flags.staff_group, kStaffGroups, "Whom they are for")
      .Required();
  command.AddOption("--count", flags.count, "How many, 1 to 1000").Required();
  command.AddOption(
      "--link", flags.link,
      "Where people answer: adds links. https://HOST/answer, HOST being where the REST door "
      "of pcspd is reached");
  command.AddOption("--expires", flags.expires,
                    "Last day, yyyy-mm-dd (UTC), on which they are good; without, until the wave "
                    "closes");
  command.AddOption("--request-id", flags.request_id,
                    "UUID of the call: a repeat issues nothing and names the batch");
}

void SetUpOutstanding(Command command, OutstandingFlags& flags) {
  command.AddOption("wave", flags.wave, "Id or full name of the wave").Required();
  command.AddOption("--site", flags.site, "Only this organisation");
}

void SetUpRevoke(Command command, RevokeFlags& flags) {
  command.AddOption("wave", flags.wave, "Id or full name of the wave").Required();
  command.AddOption("batch", flags.batch, "Id or full name of the batch").Required();
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
  command.AddOption("--request-id", flags.request_id, "UUID that makes a repeat harmless");
}

void SetUpToken(Command command, TokenFlags& flags) {
  command.AddOption("wave", flags.wave, "Id or full name of the wave").Required();
  command.AddOption("token", flags.token, "The invitation's token").Required();
}

void SetUpSave(Command command, TokenFlags& flags) {
  SetUpToken(command, flags);
  command.AddOption("--answer", flags.answers, "item=answer, such as pr_purpose=4; repeat it");
  command.AddOption("--words", flags.words, "item=words, for an item answered in words; repeat it");
}

}  // namespace

void AddInvitations(Command app, Session& session) {
  Command noun = AddNoun(app, "invitation", "Invitations: tokens to answer with, once and unnamed");
  AddCommand(noun, session, "issue", "Issue some for a staff group of a site; shown once",
             SetUpIssue, Issue);
  AddCommand(noun, session, "outstanding", "Whom to remind: how many are outstanding, in bands",
             SetUpOutstanding, ListOutstanding);
  AddCommand(noun, session, "revoke", "Make the outstanding ones of a batch worthless", SetUpRevoke,
             Revoke);
  AddInvitationSheets(noun, session);
  AddCommand(noun, session, "start", "What its holder is asked, and has saved", SetUpToken, Start);
  AddCommand(noun, session, "save", "Save answers to go on with later; they count once submitted",
             SetUpSave, SaveDraft);
}

}  // namespace pcsp::cli
