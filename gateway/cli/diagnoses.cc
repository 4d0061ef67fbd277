// pcspctl diagnosis ...
#include <cmath>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/text/pages/percent.h"
#include "gateway/cli/command.h"
#include "gateway/cli/diagnosis/commands.h"
#include "gateway/cli/diagnosis/json_file.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::Diagnosis;
using FlowStub = gateway::v1::ProgrammeService::Stub;
using Stub = diagnosis::v1::DiagnosisService::Stub;

struct DiagnosisFlags {
  std::string name, site, wave, file;
  int findings = 8;
  bool why = true;
};

std::string BandWord(diagnosis::v1::Band band) {
  return Word(diagnosis::v1::Band_Name(band), "BAND_");
}

Table Findings(const Diagnosis& diagnosis, int limit) {
  Table table({"ISSUE", "PROBABILITY", "BAND", "SEVERITY", "PRIORITY", "TITLE"});
  for (int i = 0; i < diagnosis.findings_size() && i < limit; ++i) {
    const auto& f = diagnosis.findings(i);
    table.Add({f.issue(), Fixed(f.probability(), 2), BandWord(f.band()),
               f.has_severity() ? Fixed(f.severity(), 0) : "-", Fixed(f.priority(), 1), f.title()});
  }
  return table;
}

std::string PlaceOf(const diagnosis::v1::Quote& quote) {
  return absl::StrCat(Word(type::v1::Level_Name(quote.level()), "LEVEL_"), " note ",
                      quote.note() + 1);
}

// The words of notes behind a reason.
std::string Quotes(const diagnosis::v1::Reason& reason) {
  std::string text;
  for (const auto& quote : reason.quotes()) {
    absl::StrAppend(&text, "      \"", quote.text(), "\" (", PlaceOf(quote), ", ",
                    Word(NotePolarity_Name(quote.polarity()), "NOTE_POLARITY_"),
                    quote.confirmed() ? ", confirmed" : "", ")\n");
  }
  return text;
}

// What notes may say, and what to send to confirm or dismiss it.
std::string Suggestions(const Diagnosis& diagnosis) {
  if (diagnosis.suggestions().empty()) return "";
  std::string text = "\nMaybe said in notes; counts half until somebody says so or not\n";
  for (const auto& suggestion : diagnosis.suggestions()) {
    const auto& quote = suggestion.quote();
    absl::StrAppend(&text, "  \"", quote.text(), "\" (", PlaceOf(quote), "): ", quote.issue(), ", ",
                    Word(NotePolarity_Name(quote.polarity()), "NOTE_POLARITY_"), "?\n",
                    "    to confirm, add to that note: \"judgements\": [{\"cue\": \"", quote.cue(),
                    "\", \"polarity\": \"", NotePolarity_Name(quote.polarity()), "\"}]\n");
  }
  return absl::StrCat(text, "  To dismiss one, the same with NOTE_POLARITY_SILENT.\n");
}

std::string Signed(double decibans) {
  return absl::StrCat(decibans > 0 ? "+" : "", Fixed(decibans, 1));
}

// What moved a finding from elsewhere than evidence of its own.
std::string FromElsewhere(const Diagnosis& diagnosis, const diagnosis::v1::Finding& finding) {
  constexpr double kWorthALine = 0.05;
  std::string text;
  const auto add = [&text](double decibans, absl::string_view what) {
    if (std::abs(decibans) >= kWorthALine)
      absl::StrAppend(&text, "  ", Signed(decibans), what, "\n");
  };
  add(finding.from_above_decibans(),
      diagnosis.sites_beside() == 0
          ? " from the levels above"
          : absl::StrCat(" from the levels above, of which ", diagnosis.sites_beside(),
                         " other sites speak too"));
  add(finding.from_below_decibans(),
      absl::StrCat(" from the ", diagnosis.sites_below(), " sites below, taken together"));
  add(finding.from_before_decibans(), " from what was found before, and done since");
  add(finding.calibration_decibans(),
      absl::StrCat(" put right by what ", diagnosis.calibration().judged(),
                   " verdicts of reviewers have shown"));
  return text;
}

// The reasons of the findings shown, for and against, in decibans.
std::string Reasons(const Diagnosis& diagnosis, int limit) {
  std::string text;
  for (int i = 0; i < diagnosis.findings_size() && i < limit; ++i) {
    const auto& f = diagnosis.findings(i);
    absl::StrAppend(&text, "\n", f.title(), ": why (10 decibans are odds of 10 to 1)\n");
    if (f.has_confidence()) {
      absl::StrAppend(&text, "  ", text::PercentLikely(f.confidence()),
                      " sure to stay so once everything is known; between ",
                      Fixed(f.interval().low(), 2), " and ", Fixed(f.interval().high(), 2), "\n");
    }
    absl::StrAppend(&text, "  ", Fixed(f.prior_decibans(), 1), " before any evidence\n");
    for (const auto& reason : f.reasons()) {
      absl::StrAppend(&text, "  ", Signed(reason.decibans()), " ", reason.sentence(), "\n",
                      Quotes(reason));
    }
    absl::StrAppend(&text, FromElsewhere(diagnosis, f));
    for (const auto& cause : f.causes()) {
      absl::StrAppend(&text, "  cause: ", cause.title(), " (", Fixed(cause.probability(), 2), "); ",
                      text::Percent(cause.would_go_if_fixed()),
                      " of this would go if that were fixed\n");
    }
  }
  return text;
}

std::string Questions(const Diagnosis& diagnosis) {
  std::string text = "\nWhat to ask next\n";
  for (const auto& question : diagnosis.next_questions()) {
    absl::StrAppend(&text, "  ", question.question(), " (",
                    Fixed(question.expected_information_gain_bits(), 2), " bits, ",
                    Fixed(question.ask_minutes(), 1), " minutes)\n");
  }
  for (const std::string& collect : diagnosis.collect()) {
    absl::StrAppend(&text, "  ", collect, "\n");
  }
  return text;
}

void Show(Session& session, const Diagnosis& diagnosis, const DiagnosisFlags& flags) {
  Print(session.format, Findings(diagnosis, flags.findings), diagnosis);
  if (session.format != Format::kTable) return;
  if (diagnosis.outcome() == diagnosis::v1::OUTCOME_INSUFFICIENT_DATA) {
    std::cout << "\nToo little is known to say; see what to ask.\n";
  }
  if (flags.why) std::cout << Reasons(diagnosis, flags.findings);
  std::cout << Suggestions(diagnosis) << Questions(diagnosis);
}

absl::Status Site(Session& session, const DiagnosisFlags& flags) {
  gateway::v1::DiagnoseSiteRequest request;
  request.set_name(session.NameOf("organisations", flags.site));
  request.set_wave(session.NameOf("waves", flags.wave));
  ASSIGN_OR_RETURN(const Diagnosis diagnosis, gateway::Ask(session.flows(), &FlowStub::DiagnoseSite,
                                                           request, session.deadline()));
  Show(session, diagnosis, flags);
  return absl::OkStatus();
}

absl::Status Get(Session& session, const DiagnosisFlags& flags) {
  diagnosis::v1::GetDiagnosisRequest request;
  request.set_name(flags.name);
  ASSIGN_OR_RETURN(
      const Diagnosis diagnosis,
      gateway::Ask(*session.clients().diagnosis, &Stub::GetDiagnosis, request, session.deadline()));
  Show(session, diagnosis, flags);
  return absl::OkStatus();
}

absl::Status Inline(Session& session, const DiagnosisFlags& flags) {
  diagnosis::v1::DiagnoseRequest request;
  RETURN_IF_ERROR(ReadJson(flags.file, &request));
  ASSIGN_OR_RETURN(
      const Diagnosis diagnosis,
      gateway::Ask(*session.clients().diagnosis, &Stub::Diagnose, request, session.deadline()));
  Show(session, diagnosis, flags);
  return absl::OkStatus();
}

absl::Status List(Session& session, const DiagnosisFlags& flags) {
  diagnosis::v1::ListDiagnosesRequest request;
  request.set_parent(session.NameOf("organisations", flags.site.empty() ? "-" : flags.site));
  request.set_wave(session.NameOf("waves", flags.wave));
  diagnosis::v1::ListDiagnosesResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().diagnosis, &Stub::ListDiagnoses, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_diagnoses()->MergeFrom(page.diagnoses()); }));
  Table table({"DIAGNOSIS", "SITE", "LEVEL", "FIRST FINDING", "PROBABILITY", "BAND"});
  for (const auto& d : all.diagnoses()) {
    const bool found = d.findings_size() > 0;
    table.Add({d.name(), IdOf(d.organisation()), Word(type::v1::Level_Name(d.level()), "LEVEL_"),
               found ? d.findings(0).issue() : "-",
               found ? Fixed(d.findings(0).probability(), 2) : "-",
               found ? BandWord(d.findings(0).band()) : "-"});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

void SetUpShow(CLI::App& command, DiagnosisFlags& flags) {
  command.add_option("--findings", flags.findings, "How many findings to show")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  command.add_flag("--why,!--no-why", flags.why, "The reasons of each finding");
}

void SetUpSite(CLI::App& command, DiagnosisFlags& flags) {
  command.add_option("site", flags.site, "The organisation")->required();
  command.add_option("--wave", flags.wave, "Closed wave whose answers count")->required();
  SetUpShow(command, flags);
}

void SetUpGet(CLI::App& command, DiagnosisFlags& flags) {
  command.add_option("name", flags.name, "Full name of a stored diagnosis")->required();
  SetUpShow(command, flags);
}

void SetUpInline(CLI::App& command, DiagnosisFlags& flags) {
  command.add_option("file", flags.file, "DiagnoseRequest as JSON; - for standard input")
      ->required();
  SetUpShow(command, flags);
}

void SetUpList(CLI::App& command, DiagnosisFlags& flags) {
  command.add_option("site", flags.site, "Only this organisation");
  command.add_option("--wave", flags.wave, "Only from this wave");
}

}  // namespace

void AddDiagnoses(CLI::App& app, Session& session) {
  CLI::App& noun = AddNoun(app, "diagnosis", "What is wrong where, how sure, and why");
  AddCommand(noun, session, "site", "Diagnose a site from a closed wave", SetUpSite, Site);
  AddCommand(noun, session, "inline", "Diagnose evidence of your own; nothing is stored",
             SetUpInline, Inline);
  AddCommand(noun, session, "show", "Show a stored diagnosis", SetUpGet, Get);
  AddCommand(noun, session, "list", "List stored diagnoses", SetUpList, List);
  AddDiagnosisChanges(noun, session);
  AddIssueSpread(noun, session);
  AddDiagnosisReviews(noun, session);
  AddDiagnosisBatch(noun, session);
}

}  // namespace pcsp::cli
