// pcspctl site ...
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/text/pages/range.h"
#include "gateway/cli/command.h"
#include "gateway/cli/upload.h"
#include "gateway/flows/site/change_words.h"
#include "gateway/flows/site/not_shown.h"

namespace pcsp::cli {
namespace {

using gateway::v1::SiteOverview;
using Stub = gateway::v1::ProgrammeService::Stub;

struct SiteFlags {
  std::string site, wave;
  std::string file = "-";
};

template <typename Request>
Request Asked(Session& session, const SiteFlags& flags) {
  Request request;
  request.set_name(session.NameOf("organisations", flags.site));
  if (!flags.wave.empty()) request.set_wave(session.NameOf("waves", flags.wave));
  return request;
}

Table Profile(const SiteOverview& overview) {
  Table table({"CONSTRUCT", "N", "SCORE", "90 % INTERVAL", "VERDICT"});
  for (const auto& c : overview.results().constructs()) {
    const std::string construct = Word(type::v1::Construct_Name(c.construct()), "CONSTRUCT_");
    if (!c.has_how_this_site_works()) {
      table.Add({construct, "", "(not shown)", "", ""});
      continue;
    }
    const auto& estimate = c.how_this_site_works();
    table.Add({construct,
               c.respondents_most() > c.respondents()
                   ? absl::StrCat(c.respondents(), " to ", c.respondents_most())
                   : absl::StrCat(c.respondents()),
               Fixed(estimate.score(), 1),
               text::Range(estimate.interval().low(), estimate.interval().high()),
               Word(assessments::v1::AgreementVerdict_Name(c.agreement().verdict()),
                    "AGREEMENT_VERDICT_")});
  }
  return table;
}

Table Findings(const diagnosis::v1::Diagnosis& diagnosis) {
  Table table({"ISSUE", "PROBABILITY", "BAND", "TITLE"});
  for (const auto& f : diagnosis.findings()) {
    if (f.band() != diagnosis::v1::BAND_LIKELY && f.band() != diagnosis::v1::BAND_POSSIBLE)
      continue;
    table.Add({f.issue(), Fixed(f.probability(), 2),
               Word(diagnosis::v1::Band_Name(f.band()), "BAND_"), f.title()});
  }
  return table;
}

Table Actions(const planning::v1::Plan& plan) {
  Table table({"DUE", "OWNER", "HOURS", "ACTION"});
  for (const auto& action : plan.actions()) {
    table.Add({action.due_date(), action.owner_role(), Fixed(action.hours(), 0), action.title()});
  }
  return table;
}

// The last figure of each measure beside its middle.
Table Counted(const SiteOverview& overview) {
  Table table({"MEASURE", "MONTH", "FIGURE", "CENTRE", "LIMITS", "SIGNALS"});
  for (const auto& measure : overview.measures()) {
    const auto& chart = measure.chart();
    for (int i = chart.points_size() - 1; i >= 0; --i) {
      const auto& point = chart.points(i);
      if (!point.has_value()) continue;
      const auto& phase = chart.phases(point.phase());
      const bool limits = point.has_lower_limit() || point.has_upper_limit();
      table.Add({measure.definition().display_name(), point.month(), Fixed(point.value(), 1),
                 phase.has_centre() ? Fixed(phase.centre(), 1) : "",
                 limits ? absl::StrCat(point.has_lower_limit() ? Fixed(point.lower_limit(), 1) : "",
                                       " to ",
                                       point.has_upper_limit() ? Fixed(point.upper_limit(), 1) : "")
                        : "",
                 absl::StrCat(chart.signals_size())});
      break;
    }
  }
  return table;
}

Table Seen(const SiteOverview& overview) {
  Table table({"DAY", "HOW", "FACTS", "NOTE"});
  for (const auto& seen : overview.observations()) {
    table.Add({seen.observed_date(),
               Word(assessments::v1::ObservationKind_Name(seen.kind()), "OBSERVATION_KIND_"),
               absl::StrCat(seen.facts_size()), seen.note()});
  }
  return table;
}

// "Harbour Surgery, North group, North system: second wave".
std::string Heading(const SiteOverview& overview) {
  std::string heading = overview.organisation().display_name();
  for (const auto& above : overview.ancestors()) {
    absl::StrAppend(&heading, ", ", above.display_name());
  }
  if (!overview.has_wave()) return absl::StrCat(heading, ": no wave yet");
  return absl::StrCat(heading, ": ", overview.wave().display_name());
}

absl::Status Show(Session& session, const SiteFlags& flags) {
  ASSIGN_OR_RETURN(
      const SiteOverview overview,
      gateway::Ask(session.flows(), &Stub::GetSiteOverview,
                   Asked<gateway::v1::GetSiteOverviewRequest>(session, flags), session.deadline()));
  const bool people = session.format == Format::kTable;
  if (people) std::cout << Heading(overview) << "\n\n";
  const absl::string_view hidden = gateway::WhyNotShown(overview.results().suppression());
  if (people && !hidden.empty()) {
    std::cout << hidden << "\n";
  } else {
    Print(session.format, Profile(overview), overview);
  }
  if (!people) return absl::OkStatus();
  for (const auto& level : overview.comparison().levels()) {
    for (const auto& change : level.constructs()) {
      const std::string words = gateway::ChangeInWords(change);
      if (words.empty()) continue;
      std::cout << "\nChange in "
                << Word(type::v1::Construct_Name(change.construct()), "CONSTRUCT_") << ": "
                << words;
    }
  }
  for (const std::string& said :
       {overview.turnout().sentence(), overview.turnout().evenness_sentence()}) {
    if (!said.empty()) std::cout << "\n" << said;
  }
  for (const auto& score : overview.results().team_consensus().scores()) {
    std::cout << "\n" << score.sentence();
  }
  std::cout << "\n\nWhat is likely in the way\n" << Findings(overview.diagnosis()).AsText();
  if (const std::string unknown = gateway::TooLittleIsKnown(overview.diagnosis());
      !unknown.empty()) {
    std::cout << unknown << "\n";
  }
  std::cout << "\nWhat is planned\n" << Actions(overview.plan()).AsText();
  if (overview.measures_size() > 0) {
    std::cout << "\nWhat is counted each month\n" << Counted(overview).AsText();
    for (const auto& measure : overview.measures()) {
      std::cout << measure.definition().display_name() << ": " << measure.chart().sentence()
                << "\n";
    }
  }
  if (overview.observations_size() > 0) {
    std::cout << "\nWhat was found last\n" << Seen(overview).AsText();
  }
  for (const std::string& service : overview.unreachable()) {
    std::cout << "\n" << service << " did not answer; what it knows is missing.\n";
  }
  return absl::OkStatus();
}

absl::Status PrintPage(Session& session, const SiteFlags& flags) {
  ASSIGN_OR_RETURN(const auto document,
                   gateway::Ask(session.flows(), &Stub::PrintSiteOverview,
                                Asked<gateway::v1::PrintSiteOverviewRequest>(session, flags),
                                session.deadline()));
  std::ofstream file;
  if (flags.file != "-") file.open(flags.file, std::ios::binary);
  std::ostream& out = flags.file == "-" ? std::cout : file;
  if (!(out << document.content() << std::flush)) return FileUnreadable(flags.file);
  return absl::OkStatus();
}

void SetUp(Command command, SiteFlags& flags) {
  command.AddOption("site", flags.site, "Id or full name of the organisation").Required();
  command.AddOption("--wave", flags.wave, "Id or full name of a wave; the latest without");
}

void SetUpPrint(Command command, SiteFlags& flags) {
  SetUp(command, flags);
  command.AddOption("file", flags.file, "Where to; - for standard output").ShowDefault();
}

}  // namespace

void AddSites(Command app, Session& session) {
  const Command noun = AddNoun(app, "site", "A site on one page: answers, issues, plan");
  AddCommand(noun, session, "show", "On the terminal", SetUp, Show);
  AddCommand(noun, session, "print", "As HTML to print and take along", SetUpPrint, PrintPage);
}

}  // namespace pcsp::cli
