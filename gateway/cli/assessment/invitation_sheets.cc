#include "gateway/cli/assessment/invitation_sheets.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/cli/assessment/slip_file.h"
#include "gateway/cli/upload.h"
#include "gateway/flows/pages.h"
#include "services/assessments/domain/invitations/link_sheet.h"

namespace pcsp::cli {
namespace {

using Stub = assessments::v1::AssessmentService::Stub;

struct SheetFlags {
  std::string file, link, title = "Assessment";
  bool remind = false;
};

absl::StatusOr<std::vector<Slip>> ReadFile(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  if (path != "-" && !file) return FileUnreadable(path);
  std::istream& in = path == "-" ? std::cin : file;
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  return ReadSlips(bytes);
}

// Names of the batches of a wave that are good still, at sites where somebody may be outstanding.
absl::StatusOr<std::set<std::string>> BatchesToRemindOf(Session& session, const std::string& wave) {
  assessments::v1::ListOutstandingInvitationsRequest request;
  request.set_parent(wave);
  std::set<std::string> batches;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().assessments, &Stub::ListOutstandingInvitations, request,
      absl::Seconds(session.timeout_seconds), [&batches](const auto& page) {
        for (const auto& site : page.site_invitations()) {
          if (site.outstanding().high() == 0) continue;
          for (const auto& batch : site.batches()) {
            const bool live = batch.state() == assessments::v1::INVITATION_BATCH_STATE_LIVE;
            if (live) batches.insert(batch.name());
          }
        }
      }));
  return batches;
}

// Leaves those out that nobody needs to be reminded of.
absl::Status KeepOutstanding(Session& session, std::vector<Slip>& slips) {
  std::map<std::string, std::set<std::string>> by_wave;
  for (const Slip& slip : slips) {
    const auto [wave, first] = by_wave.try_emplace(slip.wave());
    if (!first) continue;
    ASSIGN_OR_RETURN(wave->second, BatchesToRemindOf(session, slip.wave()));
  }
  const size_t all = slips.size();
  std::erase_if(slips,
                [&](const Slip& slip) { return !by_wave[slip.wave()].contains(slip.batch); });
  std::cerr << slips.size() << " of " << all
            << " slips: those of batches that are good still, at sites where somebody may not have "
               "answered. Who has, can leave it aside: nobody can tell which slips those are.\n";
  return absl::OkStatus();
}

absl::StatusOr<std::vector<assessments::SheetPart>> PartsOf(const std::vector<Slip>& slips,
                                                            const std::string& link_base) {
  std::vector<assessments::SheetPart> parts;
  std::map<std::tuple<std::string, std::string, std::string>, size_t> places;
  for (const Slip& slip : slips) {
    const auto [place, first] =
        places.try_emplace({slip.site, slip.staff_group, slip.until}, parts.size());
    if (first) parts.push_back({.site = slip.site, .staff_group = slip.staff_group, .links = {}});
    assessments::SheetPart& part = parts[place->second];
    absl::Time until;
    if (absl::ParseTime(absl::RFC3339_full, slip.until, &until, nullptr)) part.until = until;
    std::string link =
        link_base.empty() ? slip.link : assessments::LinkOf(link_base, slip.wave(), slip.token);
    if (link.empty()) {
      return InvalidField("--link", "", "where people answer: the file has no links");
    }
    part.links.push_back(std::move(link));
  }
  return parts;
}

absl::Status Sheet(Session& session, const SheetFlags& flags) {
  ASSIGN_OR_RETURN(std::vector<Slip> slips, ReadFile(flags.file));
  if (flags.remind) RETURN_IF_ERROR(KeepOutstanding(session, slips));
  if (session.format == Format::kCsv) {
    Table table({"site", "staff_group", "batch", "token", "link", "until"});
    for (const Slip& slip : slips) {
      table.Add({slip.site, slip.staff_group, slip.batch, slip.token, slip.link, slip.until});
    }
    std::cout << table.AsCsv();
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const auto parts, PartsOf(slips, flags.link));
  std::cout << assessments::LinkSheet(flags.title, parts);
  return absl::OkStatus();
}

void SetUpSheet(Command command, SheetFlags& flags) {
  command
      .AddOption("file", flags.file,
                 "What `invitation issue -o csv` printed, of any number of batches, each with its "
                 "header or all under one; - for standard input")
      .Required();
  command.AddOption(
      "--link", flags.link,
      "Where people answer, if not in the file: https://HOST/answer, HOST being where "
      "the REST door of pcspd is reached");
  command.AddOption("--title", flags.title, "What the slips are headed").ShowDefault();
  command.AddFlag("--remind", flags.remind,
                  "Only slips of batches that are good still, at sites where somebody may not have "
                  "answered; asks the server");
}

}  // namespace

void AddInvitationSheets(Command noun, Session& session) {
  AddCommand(noun, session, "sheet",
             "Slips to print and cut up, as HTML, or the file again with -o csv", SetUpSheet,
             Sheet);
}

}  // namespace pcsp::cli
