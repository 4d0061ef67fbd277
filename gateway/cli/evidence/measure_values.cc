// pcspctl measure record, import, values
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/evidence/commands.h"
#include "gateway/cli/upload.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using assessments::v1::RecordMeasuresResponse;
using Stub = assessments::v1::AssessmentService::Stub;

struct RecordFlags {
  std::string site, measure, month, etag, request_id, file;
  int64_t count = 0, denominator = -1;
  bool validate_only = false;
};

struct ValuesFlags {
  std::string site = "-", measure, from, until;
  bool own_site = false, history = false;
};

absl::Status Report(Session& session, const RecordMeasuresResponse& response) {
  Table table({"ROW", "VERDICT", "COLUMN", "GIVEN", "EXPECTED"});
  for (const auto& row : response.reports()) {
    const std::string verdict =
        Word(assessments::v1::MeasureVerdict_Name(row.verdict()), "MEASURE_VERDICT_");
    if (row.faults().empty()) table.Add({absl::StrCat(row.row()), verdict, "", "", ""});
    for (const auto& fault : row.faults()) {
      table.Add(
          {absl::StrCat(row.row()), verdict, fault.column(), fault.given(), fault.expected()});
    }
  }
  Print(session.format, table, response);
  std::cerr << response.rows() << " rows: " << response.recorded() << " recorded, "
            << response.corrected() << " corrected, " << response.unchanged() << " unchanged, "
            << response.withdrawn() << " withdrawn, " << response.rejected() << " rejected\n";
  if (response.rejected() > 0) session.exit_code = kPartly;
  return absl::OkStatus();
}

std::string RequestId(const std::string& given) {
  return given.empty() ? NewUuid(SystemClock().Now()) : given;
}

absl::Status Send(Session& session, const RecordFlags& flags, bool withdraw) {
  assessments::v1::RecordMeasuresRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_request_id(RequestId(flags.request_id));
  auto* row = request.add_rows();
  row->set_organisation(session.NameOf("organisations", flags.site));
  row->set_measure(session.NameOf("measures", flags.measure));
  row->set_month(flags.month);
  row->set_count(flags.count);
  if (flags.denominator >= 0) row->set_denominator(flags.denominator);
  row->set_withdraw(withdraw);
  row->set_etag(flags.etag);
  ASSIGN_OR_RETURN(const auto response,
                   gateway::Ask(*session.clients().assessments, &Stub::RecordMeasures, request,
                                session.deadline()));
  return Report(session, response);
}

absl::Status Record(Session& session, const RecordFlags& flags) {
  return Send(session, flags, false);
}

absl::Status Withdraw(Session& session, const RecordFlags& flags) {
  return Send(session, flags, true);
}

absl::Status Import(Session& session, const RecordFlags& flags) {
  assessments::v1::ImportMeasuresRequest first;
  first.mutable_config()->set_parent(session.ProgrammeName());
  first.mutable_config()->set_request_id(RequestId(flags.request_id));
  first.mutable_config()->set_validate_only(flags.validate_only);
  ASSIGN_OR_RETURN(
      const RecordMeasuresResponse response,
      Upload(session, *session.clients().assessments, &Stub::ImportMeasures, first, flags.file));
  return Report(session, response);
}

absl::Status Values(Session& session, const ValuesFlags& flags) {
  assessments::v1::ListMeasureValuesRequest request;
  request.set_parent(session.NameOf("organisations", flags.site));
  if (!flags.measure.empty()) request.set_measure(session.NameOf("measures", flags.measure));
  request.set_from_month(flags.from);
  request.set_until_month(flags.until);
  request.set_view(ViewOf(flags.own_site));
  request.set_show_history(flags.history);
  assessments::v1::ListMeasureValuesResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().assessments, &Stub::ListMeasureValues, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_values()->MergeFrom(page.values()); }));
  Table table({"SITE", "MEASURE", "MONTH", "COUNT", "OUT OF", "NOTE"});
  for (const auto& value : all.values()) {
    const bool withheld = value.suppression() != assessments::v1::MEASURE_SUPPRESSION_UNSPECIFIED;
    table.Add({IdOf(value.organisation()), IdOf(value.measure()), value.month(),
               value.has_count() ? absl::StrCat(value.count()) : "",
               value.has_denominator() ? absl::StrCat(value.denominator()) : "",
               withheld            ? "withheld: small count"
               : value.withdrawn() ? "withdrawn"
                                   : ""});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

void SetUpPlace(Command command, RecordFlags& flags) {
  command.AddOption("site", flags.site, "Id or full name of the organisation").Required();
  command.AddOption("measure", flags.measure, "Id or full name of the measure").Required();
  command.AddOption("month", flags.month, "The month, yyyy-mm").Required();
  command.AddOption("--etag", flags.etag, "Refuse if the value has changed since it was read");
  command.AddOption("--request-id", flags.request_id, "UUID that makes a repeat harmless");
}

void SetUpRecord(Command command, RecordFlags& flags) {
  SetUpPlace(command, flags);
  command.AddOption("count", flags.count, "How many").Required();
  command.AddOption("denominator", flags.denominator, "Out of how many, for rates");
}

void SetUpImport(Command command, RecordFlags& flags) {
  command
      .AddOption("file", flags.file,
                 "CSV: site, measure, month, count, denominator; - for standard input")
      .Required();
  command.AddFlag("--validate-only", flags.validate_only, "Report what is wrong, record nothing");
  command.AddOption("--request-id", flags.request_id, "UUID that makes a repeat harmless");
}

void SetUpValues(Command command, ValuesFlags& flags) {
  command.AddOption("site", flags.site, "Id or full name of the organisation; all by default");
  command.AddOption("--measure", flags.measure, "This one only");
  command.AddOption("--from", flags.from, "From this month on, yyyy-mm");
  command.AddOption("--until", flags.until, "Until this month");
  command.AddFlag("--history", flags.history, "What was corrected or taken back as well");
  AddOwnSite(command, flags.own_site);
}

}  // namespace

void AddMeasureValues(Command noun, Session& session) {
  AddCommand(noun, session, "record", "Record or correct what a site counted in a month",
             SetUpRecord, Record);
  AddCommand(noun, session, "withdraw", "Take back what was recorded in error", SetUpPlace,
             Withdraw);
  AddCommand(noun, session, "import", "Record a CSV file of monthly values", SetUpImport, Import);
  AddCommand(noun, session, "values", "List recorded values", SetUpValues, Values);
}

}  // namespace pcsp::cli
