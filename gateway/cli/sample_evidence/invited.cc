#include "gateway/cli/sample_evidence/invited.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/rpc/status.h"
#include "common/text/csv_reader.h"
#include "common/text/csv_writer.h"
#include "gateway/cli/progress_bar.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/cli/upload.h"
#include "gateway/flows/pages.h"
#include "services/assessments/domain/invitations/link_sheet.h"

namespace pcsp::cli {
namespace {

namespace pb = assessments::v1;
using gateway::sample::SiteContext;
using gateway::sample::SiteSample;
using Stub = pb::AssessmentService::Stub;

constexpr char kLinkBase[] = "https://survey.example/answer";
constexpr int kMostAttempts = 20;  // each was cut off before its links were on disk

// Links by staff group, in the order in which they are answered with.
using Links = std::map<std::string, std::deque<std::string>>;

// Of each staff group, everybody on the roster.
std::map<std::string, int> Invited(const SiteSample& site, const SiteContext& context) {
  std::map<std::string, int> answering, invited = context.headcount;
  for (const auto& response : site.responses) ++answering[response.staff_group];
  for (const auto& [group, people] : answering) {
    invited[group] = std::max(invited[group], people);
  }
  std::erase_if(invited, [](const auto& group) { return group.second == 0; });
  return invited;
}

absl::Status Revoke(Session& session, const std::string& batch) {
  pb::RevokeInvitationsRequest request;
  request.set_name(batch);
  request.set_request_id(SampleRequestId("revocation of " + batch));
  return gateway::Ask(*session.clients().assessments, &Stub::RevokeInvitations, request,
                      session.deadline())
      .status();
}

absl::StatusOr<pb::IssueInvitationsResponse> Issue(Session& session, const InvitedWave& wave,
                                                   const SiteSample& site, const std::string& group,
                                                   int people) {
  pb::IssueInvitationsRequest request;
  request.set_parent(wave.name);
  request.set_organisation(
      absl::StrCat("programmes/", kSampleProgramme, "/organisations/", site.organisation));
  type::v1::StaffGroup parsed = type::v1::STAFF_GROUP_UNSPECIFIED;
  type::v1::StaffGroup_Parse("STAFF_GROUP_" + absl::AsciiStrToUpper(group), &parsed);
  request.set_staff_group(parsed);
  request.set_count(people);
  request.set_link_base(kLinkBase);
  absl::StatusOr<pb::IssueInvitationsResponse> issued;
  for (int attempt = 1; attempt <= kMostAttempts; ++attempt) {
    request.set_request_id(SampleRequestId(absl::StrCat(wave.name, ": invitations of ", group,
                                                        " at ", site.organisation, ", ", attempt)));
    issued = gateway::Ask(*session.clients().assessments, &Stub::IssueInvitations, request,
                          session.deadline());
    if (rpc::ReasonOf(issued.status()) != "INVITATIONS_ALREADY_ISSUED") return issued;
    const auto detail = ErrorDetailOf(issued.status());
    if (detail && detail->resource) RETURN_IF_ERROR(Revoke(session, detail->resource->name));
  }
  return issued;
}

// A file is there as a whole or not at all.
absl::Status Write(const std::string& path, const std::string& content) {
  const std::string part = path + ".part";
  std::ofstream file(part, std::ios::binary);
  if (!(file << content << std::flush)) return FileUnreadable(path);
  file.close();
  std::error_code failed;
  std::filesystem::rename(part, path, failed);
  return failed ? FileUnreadable(path) : absl::OkStatus();
}

absl::Status WriteSheets(Session& session, const InvitedWave& wave, const SiteSample& site,
                         const SiteContext& context, const std::string& path) {
  std::string csv = text::CsvLine({"site", "staff_group", "batch", "token", "link"});
  std::vector<assessments::SheetPart> parts;
  for (const auto& [group, people] : Invited(site, context)) {
    ASSIGN_OR_RETURN(const auto issued, Issue(session, wave, site, group, people));
    assessments::SheetPart part{.site = site.organisation, .staff_group = group};
    for (const auto& invitation : issued.invitations()) {
      part.links.push_back(invitation.link());
      csv += text::CsvLine(
          {site.organisation, group, issued.batch().name(), invitation.token(), invitation.link()});
    }
    parts.push_back(std::move(part));
  }
  RETURN_IF_ERROR(Write(path + ".html", assessments::LinkSheet(wave.display_name, parts)));
  return Write(path + ".csv", csv);
}

absl::StatusOr<Links> ReadLinks(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return FileUnreadable(path);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  Links links;
  text::CsvReader reader({}, [&links](int64_t row, std::vector<std::string> cells) {
    if (row > 1 && cells.size() == 5) links[cells[1]].push_back(cells[4]);
    return absl::OkStatus();
  });
  RETURN_IF_ERROR(reader.Push(bytes));
  RETURN_IF_ERROR(reader.Finish());
  return links;
}

// Answers as somebody who has drawn a slip.
absl::Status Answer(Session& session, const InvitedWave& wave,
                    const gateway::sample::Response& response, Links& links) {
  std::deque<std::string>& left = links[response.staff_group];
  if (left.empty()) return FileUnreadable(absl::StrCat("the link sheets in ", wave.folder));
  const std::vector<std::string> parts = absl::StrSplit(left.front(), "&token=");
  left.pop_front();
  pb::SubmitResponseRequest request;
  request.set_parent(wave.name);
  request.set_token(parts.back());
  request.mutable_answers()->insert(response.answers.begin(), response.answers.end());
  request.set_request_id(response.request_id);
  return gateway::Ask(*session.clients().assessments, &Stub::SubmitResponse, request,
                      session.deadline())
      .status();
}

}  // namespace

absl::Status SubmitByInvitation(Session& session, const InvitedWave& wave) {
  std::error_code failed;
  std::filesystem::create_directories(wave.folder, failed);
  if (failed) return FileUnreadable(wave.folder);
  ProgressBar bar("invitations");
  for (size_t i = 0; i < wave.sites.size(); ++i) {
    const SiteSample& site = wave.sites[i];
    const std::string path =
        absl::StrCat(wave.folder, "/", IdOf(wave.name), "-", site.organisation);
    if (!std::filesystem::exists(path + ".csv")) {
      RETURN_IF_ERROR(WriteSheets(session, wave, site, wave.contexts[i], path));
    }
    ASSIGN_OR_RETURN(Links links, ReadLinks(path + ".csv"));
    for (const auto& response : site.responses) {
      RETURN_IF_ERROR(Answer(session, wave, response, links));
    }
    bar.Set(static_cast<int64_t>(i + 1), static_cast<int64_t>(wave.sites.size()));
  }
  return absl::OkStatus();
}

}  // namespace pcsp::cli
