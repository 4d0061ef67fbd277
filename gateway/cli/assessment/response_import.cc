#include "gateway/cli/assessment/response_import.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/upload.h"

namespace pcsp::cli {
namespace {

using assessments::v1::BulkSubmitResponsesRequest;
using assessments::v1::BulkSubmitResponsesResponse;
using Stub = assessments::v1::AssessmentService::Stub;

struct ImportFlags {
  std::string wave, file, batch, request_id;
  bool validate_only = false, keep_good = false;
};

Table ReportTable(const BulkSubmitResponsesResponse& response) {
  Table table({"ROW", "VERDICT", "COLUMN", "GIVEN", "EXPECTED"});
  for (const auto& row : response.reports()) {
    const std::string verdict =
        Word(assessments::v1::RowVerdict_Name(row.verdict()), "ROW_VERDICT_");
    for (const auto& fault : row.faults()) {
      table.Add(
          {absl::StrCat(row.row()), verdict, fault.column(), fault.given(), fault.expected()});
    }
  }
  return table;
}

// Without a request id a file stands for itself: the same bytes have the same id. Two files of
// different people are two, even if some of them answered alike.
std::string RequestIdOf(const ImportFlags& flags, const std::string& wave,
                        const std::string& bytes) {
  if (!flags.request_id.empty()) return flags.request_id;
  return NamedUuid(flags.batch.empty()
                       ? absl::StrCat("responses to ", wave, " in the file ", Sha256Hex(bytes))
                       : absl::StrCat("responses to ", wave, " in the batch ", flags.batch));
}

absl::StatusOr<std::string> BytesOf(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  if (path != "-" && !file) return FileUnreadable(path);
  std::istream& in = path == "-" ? std::cin : file;
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

void PrintSummary(const BulkSubmitResponsesResponse& response, const ImportFlags& flags,
                  const std::string& request_id) {
  const bool nothing = response.rejected() > 0 && !flags.keep_good;
  std::cerr << response.rows() << " rows: " << response.accepted() << " accepted, "
            << response.duplicates() << " counted before, " << response.rejected() << " rejected\n";
  if (flags.validate_only) return;
  if (nothing) {
    std::cerr << "Nothing was counted. Mend the rows that are listed and send the whole file "
                 "again.\n";
    return;
  }
  std::cerr << "Request id " << request_id << ": sent again with it, no row counts twice.\n";
  if (response.duplicates() > 0 && response.duplicates() == response.rows() &&
      flags.batch.empty()) {
    std::cerr << "If these are other people who answered alike, name their file with --batch.\n";
  }
}

absl::Status Import(Session& session, const ImportFlags& flags) {
  if (flags.keep_good && flags.batch.empty() && flags.request_id.empty()) {
    return InvalidField(
        "--batch", "",
        "a name for the file beside --keep-good, to know it again when it is mended");
  }
  ASSIGN_OR_RETURN(const std::string bytes, BytesOf(flags.file));
  BulkSubmitResponsesRequest first;
  auto* config = first.mutable_config();
  config->set_parent(session.NameOf("waves", flags.wave));
  config->set_request_id(RequestIdOf(flags, config->parent(), bytes));
  config->set_validate_only(flags.validate_only);
  config->set_all_or_nothing(!flags.keep_good);
  std::istringstream in(bytes);
  ASSIGN_OR_RETURN(const BulkSubmitResponsesResponse response,
                   UploadFrom(session, *session.clients().assessments, &Stub::BulkSubmitResponses,
                              first, in, static_cast<int64_t>(bytes.size()), flags.file));
  const bool wrong = response.rejected() > 0;
  if (session.format != Format::kTable || wrong) {
    Print(session.format, ReportTable(response), response);
  }
  PrintSummary(response, flags, config->request_id());
  if (wrong) session.exit_code = flags.keep_good || flags.validate_only ? kPartly : kRefused;
  return absl::OkStatus();
}

constexpr char kFooter[] =
    R"(Nothing of a file that has a faulty row is counted: mend it and send it again, whole, under any name.
The same file sent twice counts once. Files that grow, or of which rows are mended after they have
been counted, are known again

  by a column response_id, as survey tools number their responses: each id counts once, in whatever
  file and place it comes; or
  by --batch NAME: each row counts once in its place, and the file must not grow.

Rows are never taken for the same because their answers are: two people may answer alike.)";

void SetUpImport(Command command, ImportFlags& flags) {
  command.AddOption("wave", flags.wave, "Id or full name of an open wave").Required();
  command
      .AddOption("file", flags.file,
                 "CSV: site, staff_group, perhaps response_id, then a column an item; - for "
                 "standard input")
      .Required();
  command.AddFlag("--validate-only", flags.validate_only, "Report what is wrong, count nothing");
  const Flag batch = command.AddOption(
      "--batch", flags.batch, "Name of the file among those of the wave, however it is mended");
  command.AddFlag("--keep-good", flags.keep_good,
                  "Count the sound rows of a file that has faulty ones; needs --batch or "
                  "--request-id, to send it mended under");
  command
      .AddOption("--request-id", flags.request_id,
                 "UUID of the file, in place of one made of the batch or of the file's bytes")
      .Excludes(batch);
  command.Footer(kFooter);
}

}  // namespace

void AddResponseImport(Command noun, Session& session) {
  AddCommand(noun, session, "import", "Submit a CSV file of responses", SetUpImport, Import);
}

}  // namespace pcsp::cli
