// pcspctl invitation ...
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/text/csv_reader.h"
#include "gateway/cli/assessment/answers.h"
#include "gateway/cli/command.h"
#include "gateway/cli/upload.h"
#include "gateway/flows/pages.h"
#include "services/assessments/domain/invitations/link_sheet.h"

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
  std::string wave, site, link, request_id;
  type::v1::StaffGroup staff_group = type::v1::STAFF_GROUP_UNSPECIFIED;
  int count = 0;
};

struct OutstandingFlags {
  std::string wave, site;
};

struct RevokeFlags {
  std::string wave, batch, etag, request_id;
};

struct SheetFlags {
  std::string file, link, title = "Assessment";
};

struct TokenFlags {
  std::string wave, token;
  std::vector<std::string> answers, words;
};

std::string GroupWord(type::v1::StaffGroup group) {
  return Word(type::v1::StaffGroup_Name(group), "STAFF_GROUP_");
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
  request.set_request_id(RequestId(flags.request_id));
  ASSIGN_OR_RETURN(const auto issued,
                   gateway::Ask(*session.clients().assessments, &Stub::IssueInvitations, request,
                                session.deadline()));
  Table table({"site", "staff_group", "batch", "token", "link"});
  for (const auto& invitation : issued.invitations()) {
    table.Add({IdOf(issued.batch().organisation()), GroupWord(issued.batch().staff_group()),
               issued.batch().name(), invitation.token(), invitation.link()});
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
  Table table({"SITE", "ISSUED", "OUTSTANDING", "BATCH", "STAFF GROUP", "IN IT", "STATE"});
  for (const auto& site : all.site_invitations()) {
    for (const auto& batch : site.batches()) {
      table.Add({IdOf(site.organisation()), absl::StrCat(site.issued()),
                 absl::StrCat(site.outstanding().low(), " to ", site.outstanding().high()),
                 IdOf(batch.name()), GroupWord(batch.staff_group()), absl::StrCat(batch.issued()),
                 Word(assessments::v1::InvitationBatchState_Name(batch.state()),
                      "INVITATION_BATCH_STATE_")});
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

// The slips of a file of invitations, a part for each site and staff group.
class SheetFile {
 public:
  explicit SheetFile(const SheetFlags& flags) : flags_(flags) {}

  absl::Status Row(std::vector<std::string> cells) {
    if (columns_.empty()) {
      for (size_t i = 0; i < cells.size(); ++i) columns_[cells[i]] = i;
      return CheckColumns();
    }
    cells.resize(std::max(cells.size(), columns_.size()));
    const auto cell = [&](const std::string& name) {
      const auto it = columns_.find(name);
      return it == columns_.end() ? std::string() : cells[it->second];
    };
    const auto [part, first] =
        places_.try_emplace(std::pair(cell("site"), cell("staff_group")), parts_.size());
    if (first) parts_.push_back({.site = cell("site"), .staff_group = cell("staff_group")});
    std::string link = cell("link");
    if (!flags_.link.empty()) {
      const std::vector<std::string> wave = absl::StrSplit(cell("batch"), "/invitationBatches/");
      link = assessments::LinkOf(flags_.link, wave.front(), cell("token"));
    }
    if (link.empty())
      return InvalidField("--link", "", "where people answer: the file has no links");
    parts_[part->second].links.push_back(std::move(link));
    return absl::OkStatus();
  }

  const std::vector<assessments::SheetPart>& parts() const { return parts_; }

 private:
  absl::Status CheckColumns() const {
    Violations violations;
    for (const char* name : {"site", "staff_group", "batch", "token"}) {
      if (!columns_.contains(name)) {
        violations.Add("columns", name, "what `pcspctl invitation issue -o csv` prints");
      }
    }
    return violations.ToStatus("INVALID_FILE");
  }

  const SheetFlags& flags_;
  std::map<std::string, size_t> columns_;
  std::map<std::pair<std::string, std::string>, size_t> places_;
  std::vector<assessments::SheetPart> parts_;
};

absl::Status Sheet(Session&, const SheetFlags& flags) {
  std::ifstream file;
  if (flags.file != "-") file.open(flags.file, std::ios::binary);
  if (flags.file != "-" && !file) return FileUnreadable(flags.file);
  std::istream& in = flags.file == "-" ? std::cin : file;
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  SheetFile sheet(flags);
  text::CsvReader reader({.delimiter = 0}, [&](int64_t, std::vector<std::string> cells) {
    return sheet.Row(std::move(cells));
  });
  RETURN_IF_ERROR(reader.Push(bytes));
  RETURN_IF_ERROR(reader.Finish());
  std::cout << assessments::LinkSheet(flags.title, sheet.parts());
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
  RETURN_IF_ERROR(AddAnswers(flags.answers, request.mutable_answers()));
  RETURN_IF_ERROR(AddAnswers(flags.words, request.mutable_words()));
  RETURN_IF_ERROR(
      gateway::Ask(*session.clients().assessments, &Stub::SaveDraft, request, session.deadline())
          .status());
  std::cerr << "saved\n";
  return absl::OkStatus();
}

void SetUpIssue(CLI::App& command, IssueFlags& flags) {
  command.add_option("wave", flags.wave, "Id or full name of an open wave")->required();
  command.add_option("site", flags.site, "The organisation whose people are asked")->required();
  AddWord(command, "--staff-group", flags.staff_group, kStaffGroups, "Whom they are for")
      ->required();
  command.add_option("--count", flags.count, "How many, 1 to 1000")->required();
  command.add_option("--link", flags.link, "Where people answer, https://...: adds links");
  command.add_option("--request-id", flags.request_id,
                     "UUID of the call: a repeat issues nothing and names the batch");
}

void SetUpOutstanding(CLI::App& command, OutstandingFlags& flags) {
  command.add_option("wave", flags.wave, "Id or full name of the wave")->required();
  command.add_option("--site", flags.site, "Only this organisation");
}

void SetUpRevoke(CLI::App& command, RevokeFlags& flags) {
  command.add_option("wave", flags.wave, "Id or full name of the wave")->required();
  command.add_option("batch", flags.batch, "Id or full name of the batch")->required();
  command.add_option("--etag", flags.etag, "Refuse if it has changed since this etag was read");
  command.add_option("--request-id", flags.request_id, "UUID that makes a repeat harmless");
}

void SetUpSheet(CLI::App& command, SheetFlags& flags) {
  command
      .add_option("file", flags.file,
                  "What `invitation issue -o csv` printed, of any number of batches under one "
                  "header; - for standard input")
      ->required();
  command.add_option("--link", flags.link, "Where people answer, https://..., if not in the file");
  command.add_option("--title", flags.title, "What the slips are headed")->capture_default_str();
}

void SetUpToken(CLI::App& command, TokenFlags& flags) {
  command.add_option("wave", flags.wave, "Id or full name of the wave")->required();
  command.add_option("token", flags.token, "The invitation's token")->required();
}

void SetUpSave(CLI::App& command, TokenFlags& flags) {
  SetUpToken(command, flags);
  command.add_option("--answer", flags.answers, "item=answer, such as pr_purpose=4; repeat it");
  command.add_option("--words", flags.words,
                     "item=words, for an item answered in words; repeat it");
}

}  // namespace

void AddInvitations(CLI::App& app, Session& session) {
  CLI::App& noun =
      AddNoun(app, "invitation", "Invitations: tokens to answer with, once and unnamed");
  AddCommand(noun, session, "issue", "Issue some for a staff group of a site; shown once",
             SetUpIssue, Issue);
  AddCommand(noun, session, "outstanding", "Whom to remind: how many are outstanding, in bands",
             SetUpOutstanding, ListOutstanding);
  AddCommand(noun, session, "revoke", "Make the outstanding ones of a batch worthless", SetUpRevoke,
             Revoke);
  AddCommand(noun, session, "sheet", "Slips to print and cut up, as HTML; needs no server",
             SetUpSheet, Sheet);
  AddCommand(noun, session, "start", "What its holder is asked, and has saved", SetUpToken, Start);
  AddCommand(noun, session, "save", "Save answers to go on with later", SetUpSave, SaveDraft);
}

}  // namespace pcsp::cli
