// pcspctl import ...
#include <map>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/upload.h"

namespace pcsp::cli {
namespace {

using registry::v1::ImportFormat;
using registry::v1::ImportMode;
using registry::v1::ImportReport;
using Stub = registry::v1::RegistryService::Stub;

const std::map<std::string, ImportMode> kModes = {
    {"all-or-nothing", registry::v1::IMPORT_MODE_ALL_OR_NOTHING},
    {"partial", registry::v1::IMPORT_MODE_PARTIAL}};

struct ImportFlags {
  std::string file, request_id, date;
  ImportMode mode = registry::v1::IMPORT_MODE_ALL_OR_NOTHING;
  bool validate_only = false, force = false;
};

Table ReportTable(const ImportReport& report) {
  Table table({"ROW", "CODE", "VERDICT", "COLUMN", "GIVEN", "EXPECTED", "HINT"});
  for (const auto& row : report.rows()) {
    const std::string verdict =
        Word(registry::v1::ImportVerdict_Name(row.verdict()), "IMPORT_VERDICT_");
    for (const auto& issue : row.issues()) {
      table.Add({absl::StrCat(row.row()), row.code(), verdict,
                 absl::StrCat(issue.column(), " ", issue.column_title()), issue.given(),
                 issue.expected(), issue.hint()});
    }
  }
  return table;
}

void Summarise(const ImportReport& report) {
  const auto& c = report.counts();
  std::cerr << Word(registry::v1::ImportOutcome_Name(report.outcome()), "IMPORT_OUTCOME_") << ": "
            << c.rows() << " rows: " << c.created() << " created, " << c.updated() << " updated, "
            << c.unchanged() << " unchanged, " << c.closed() << " closed, " << c.rejected()
            << " rejected, " << c.skipped() << " skipped, " << c.warned() << " with warnings\n";
  if (c.conflicts() > 0) {
    std::cerr << c.conflicts() << " claims contradict what is known and wait for a decision: see "
              << "pcspctl conflict list\n";
  }
  if (report.needs_force()) {
    std::cerr << "It closes " << c.lost_sites() << " of " << report.open_sites()
              << " open sites, which looks like the wrong file: to import it, give --force\n";
  }
}

template <typename Request>
absl::Status Import(Session& session, const ImportFlags& flags, ImportFormat format,
                    std::unique_ptr<grpc::ClientWriter<Request>> (Stub::*method)(
                        grpc::ClientContext*, ImportReport*)) {
  Request first;
  auto* config = first.mutable_config();
  config->set_parent(session.ProgrammeName());
  config->set_format(format);
  config->set_mode(flags.mode);
  config->set_validate_only(flags.validate_only);
  config->set_force(flags.force);
  config->set_effective_date(flags.date);
  config->set_request_id(flags.request_id.empty() ? NewUuid(SystemClock().Now())
                                                  : flags.request_id);
  ASSIGN_OR_RETURN(const ImportReport report,
                   Upload(session, *session.clients().registry, method, first, flags.file));
  if (session.format != Format::kTable || report.rows_size() > 0) {
    Print(session.format, ReportTable(report), report);
  }
  Summarise(report);
  if (report.outcome() == registry::v1::IMPORT_OUTCOME_REFUSED) {
    session.exit_code = kRefused;
  } else if (report.counts().rejected() > 0) {
    session.exit_code = kPartly;
  }
  return absl::OkStatus();
}

absl::Status Organisations(Session& session, const ImportFlags& flags) {
  return Import(session, flags, registry::v1::IMPORT_FORMAT_EPRACCUR, &Stub::ImportOrganisations);
}

absl::Status PcnPartners(Session& session, const ImportFlags& flags) {
  return Import(session, flags, registry::v1::IMPORT_FORMAT_PCN_PARTNERS,
                &Stub::ImportOrganisations);
}

absl::Status Workforce(Session& session, const ImportFlags& flags) {
  return Import(session, flags, registry::v1::IMPORT_FORMAT_WORKFORCE, &Stub::ImportWorkforce);
}

absl::Status Contexts(Session& session, const ImportFlags& flags) {
  return Import(session, flags, registry::v1::IMPORT_FORMAT_SITE_CONTEXTS,
                &Stub::ImportSiteContexts);
}

absl::Status People(Session& session, const ImportFlags& flags) {
  return Import(session, flags, registry::v1::IMPORT_FORMAT_PEOPLE, &Stub::ImportPeople);
}

void SetUp(Command command, ImportFlags& flags) {
  command.AddOption("file", flags.file, "CSV file; - for standard input").Required();
  command.AddFlag("--validate-only", flags.validate_only, "Report what would be done, do nothing");
  AddWord(command, "--mode", flags.mode, kModes,
          "all-or-nothing, if not given: one wrong row refuses the file; partial: the right rows "
          "are taken");
  command.AddFlag("--force", flags.force,
                  "Import even if it closes more than a tenth of the open sites");
  command.AddOption("--request-id", flags.request_id,
                    "UUID that makes a repeat harmless; a file sent again is harmless without");
}

void SetUpDated(Command command, ImportFlags& flags) {
  SetUp(command, flags);
  command.AddOption("--date", flags.date,
                    "Day that the figures are for, yyyy-mm-dd, where a row holds none");
}

}  // namespace

void AddImports(Command app, Session& session) {
  const Command noun = AddNoun(app, "import", "Files that others publish, taken into a programme");
  AddCommand(noun, session, "organisations", "GP practices from epraccur.csv", SetUp,
             Organisations);
  AddCommand(noun, session, "pcn",
             "PCNs and their practices: sheet \"PCN Core Partner Details\" of ePCN.xlsx as CSV",
             SetUp, PcnPartners);
  AddCommand(noun, session, "workforce",
             "List sizes and headcounts: the practice-level CSV of General Practice Workforce",
             SetUpDated, Workforce);
  AddCommand(
      noun, session, "contexts",
      "What is known of sites, from a file of your own with the columns code, effective_date, "
      "list_size, imd_decile, rurality, clinical_system, gp, nurse, direct_patient_care, "
      "admin, leadership, or some of them",
      SetUpDated, Contexts);
  AddCommand(noun, session, "people",
             "People and their appointments, a row each, from a file of your own with the columns "
             "organisation, role, and key, email or person to say who it is; name, code_system, "
             "local_title, staff_group, start_date, end_date, hours_per_month, skills, serves, "
             "solved_issues, or some of them. Nothing ends by being left out",
             SetUp, People);
}

}  // namespace pcsp::cli
