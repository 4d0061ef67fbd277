// pcspctl result compare, radar, reliability, funnel
#include <iostream>

#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "gateway/cli/assessment/comparison_words.h"

namespace pcsp::cli {
namespace {

namespace pb = assessments::v1;
using Stub = pb::AssessmentService::Stub;

struct ComparisonFlags {
  std::string wave, site, since;
  bool items = false;
  type::v1::Level level = type::v1::LEVEL_PRACTICE;
  type::v1::Construct construct = type::v1::CONSTRUCT_COHERENCE;
};

const std::map<std::string, type::v1::Construct> kConstructs = {
    {"coherence", type::v1::CONSTRUCT_COHERENCE},
    {"cognitive-participation", type::v1::CONSTRUCT_COGNITIVE_PARTICIPATION},
    {"collective-action", type::v1::CONSTRUCT_COLLECTIVE_ACTION},
    {"reflexive-monitoring", type::v1::CONSTRUCT_REFLEXIVE_MONITORING}};

std::string SiteResultsOf(Session& session, const ComparisonFlags& flags) {
  return absl::StrCat(session.NameOf("waves", flags.wave), "/siteResults/", IdOf(flags.site));
}

void AddChange(const std::string& level, const pb::ScoreChange& change, Table* table) {
  const std::string what = change.item().empty() ? WordOf(change.construct()) : change.item();
  if (change.suppression() != pb::SUPPRESSION_UNSPECIFIED) {
    table->Add({level, what, Reason(change.suppression()), "", "", "", "", "", "", "", ""});
    return;
  }
  table->Add(
      {level, what, People(change.respondents_before(), change.respondents_before_most()),
       People(change.respondents_after(), change.respondents_after_most()),
       Fixed(change.score_before(), 1), Fixed(change.score_after(), 1), Span(change.interval(), 0),
       Fixed(change.improved_by_5_probability(), 2), Fixed(change.worse_by_5_probability(), 2),
       Word(pb::ChangeVerdict_Name(change.verdict()), "CHANGE_VERDICT_"), change.sentence()});
}

absl::Status Compare(Session& session, const ComparisonFlags& flags) {
  pb::CompareWavesRequest request;
  request.set_name(session.NameOf("waves", flags.wave));
  request.set_baseline(session.NameOf("waves", flags.since));
  request.set_organisation(session.NameOf("organisations", flags.site));
  request.set_view(flags.items ? pb::RESULTS_VIEW_FULL : pb::RESULTS_VIEW_BASIC);
  ASSIGN_OR_RETURN(const pb::WaveComparison reply, AskFor(session, &Stub::CompareWaves, request));
  Table table({"LEVEL", "WHAT", "N BEFORE", "N AFTER", "BEFORE", "AFTER", "90 % OF CHANGE",
               "P(BETTER BY 5)", "P(WORSE BY 5)", "VERDICT", "IN WORDS"});
  for (const auto& level : reply.levels()) {
    const std::string word = Word(type::v1::Level_Name(level.level()), "LEVEL_");
    for (const auto& change : level.constructs()) AddChange(word, change, &table);
    for (const auto& change : level.items()) AddChange(word, change, &table);
  }
  Print(session.format, table, reply);
  return absl::OkStatus();
}

absl::Status Radar(Session& session, const ComparisonFlags& flags) {
  pb::GetSiteRadarRequest request;
  request.set_name(SiteResultsOf(session, flags));
  request.set_baseline(session.NameOf("waves", flags.since));
  ASSIGN_OR_RETURN(const pb::SiteRadar reply, AskFor(session, &Stub::GetSiteRadar, request));
  Table table({"AXIS", "N", "SCORE", "90 % INTERVAL", "BEFORE, BY ITSELF", "PROGRAMME",
               "90 % OF SITES", "IN WORDS"});
  for (const auto& axis : reply.axes()) {
    const bool shown = axis.suppression() == pb::SUPPRESSION_UNSPECIFIED;
    table.Add(
        {WordOf(axis.construct()),
         shown ? People(axis.respondents(), axis.respondents_most()) : Reason(axis.suppression()),
         shown ? Fixed(axis.value().score(), 1) : "", shown ? Span(axis.value().interval(), 0) : "",
         axis.has_previous() ? Fixed(axis.previous().score(), 1) : "-",
         axis.has_programme() ? Fixed(axis.programme().score(), 1) : "-",
         axis.has_programme() ? Span(axis.programme().interval(), 0) : "-", axis.sentence()});
  }
  Print(session.format, table, reply);
  return absl::OkStatus();
}

std::string ValueOf(bool known, const pb::Figure& figure) {
  return known ? Fixed(figure.value(), 2) : "-";
}

absl::Status Reliability(Session& session, const ComparisonFlags& flags) {
  pb::GetReliabilityRequest request;
  request.set_name(session.NameOf("waves", flags.wave));
  ASSIGN_OR_RETURN(const pb::WaveReliability reply,
                   AskFor(session, &Stub::GetReliability, request));
  Table table({"LEVEL", "CONSTRUCT", "N", "ALPHA", "90 % INTERVAL", "NOMAD", "OMEGA", "ICC1",
               "ICC2", "ALERTS", "IN WORDS"});
  for (const auto& level : reply.levels()) {
    for (const auto& scale : level.scales()) {
      const std::string word = Word(type::v1::Level_Name(level.level()), "LEVEL_");
      if (scale.suppression() != pb::SUPPRESSION_UNSPECIFIED) {
        table.Add({word, WordOf(scale.construct()), Reason(scale.suppression()), "", "", "", "", "",
                   "", "", ""});
        continue;
      }
      const std::string alerts = absl::StrJoin(
          scale.alerts(), "; ", [](std::string* out, const auto& a) { *out += a.sentence(); });
      table.Add({word, WordOf(scale.construct()),
                 People(scale.respondents(), scale.respondents_most()),
                 ValueOf(scale.has_alpha(), scale.alpha()),
                 scale.has_alpha() ? Span(scale.alpha().interval(), 2) : "-",
                 Fixed(scale.published_nomad_alpha(), 2),
                 scale.has_omega() ? Fixed(scale.omega(), 2) : "-",
                 ValueOf(scale.has_icc1(), scale.icc1()), ValueOf(scale.has_icc2(), scale.icc2()),
                 alerts, scale.sentence()});
    }
  }
  Print(session.format, table, reply);
  return absl::OkStatus();
}

absl::Status Funnel(Session& session, const ComparisonFlags& flags) {
  pb::GetFunnelRequest request;
  request.set_name(session.NameOf("waves", flags.wave));
  request.set_level(flags.level);
  request.set_construct(flags.construct);
  pb::WaveFunnel all;
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().assessments, &Stub::GetFunnel, request,
                                    absl::Seconds(session.timeout_seconds),
                                    [&all](const auto& page) {
                                      all.MergeFrom(page);
                                      all.clear_next_page_token();
                                    }));
  Table table({"SITE", "N", "MEAN", "95 % LIMITS", "99.8 % LIMITS", "FDR", "STANDING", "IN WORDS"});
  for (const auto& point : all.points()) {
    if (point.suppression() != pb::SUPPRESSION_UNSPECIFIED) {
      table.Add({IdOf(point.organisation()), Reason(point.suppression()), "", "", "", "", "", ""});
      continue;
    }
    table.Add({IdOf(point.organisation()), People(point.respondents(), point.respondents_most()),
               Fixed(point.mean(), 1), Span(point.limits_95(), 0), Span(point.limits_998(), 0),
               Fixed(point.false_discovery_rate(), 3),
               Word(pb::FunnelStanding_Name(point.standing()), "FUNNEL_STANDING_"),
               point.sentence()});
  }
  Print(session.format, table, all);
  if (session.format == Format::kTable && !all.sentence().empty()) {
    std::cout << "\n" << all.sentence() << "\n";
  }
  return absl::OkStatus();
}

void SetUpWave(Command command, ComparisonFlags& flags) {
  command.AddOption("wave", flags.wave, "Id or full name of a closed wave").Required();
}
void SetUpSite(Command command, ComparisonFlags& flags) {
  SetUpWave(command, flags);
  command.AddOption("site", flags.site, "The organisation").Required();
}
void SetUpCompare(Command command, ComparisonFlags& flags) {
  SetUpWave(command, flags);
  command.AddOption("--since", flags.since, "The wave to compare with").Required();
  command.AddOption("--site", flags.site, "One organisation instead of the programme");
  command.AddFlag("--items", flags.items, "Every item as well");
}
void SetUpRadar(Command command, ComparisonFlags& flags) {
  SetUpSite(command, flags);
  command.AddOption("--since", flags.since, "An earlier wave to show beside");
}
void SetUpFunnel(Command command, ComparisonFlags& flags) {
  SetUpWave(command, flags);
  AddWord(command, "--level", flags.level, kLevels, "Sites of which level; practices if not given");
  AddWord(command, "--construct", flags.construct, kConstructs, "Coherence if not given");
}

}  // namespace

void AddComparisons(Command noun, Session& session) {
  AddCommand(noun, session, "compare", "What changed since another wave", SetUpCompare, Compare);
  AddCommand(noun, session, "radar", "One site beside its last wave and the programme", SetUpRadar,
             Radar);
  AddCommand(noun, session, "reliability", "How far the items can be trusted", SetUpWave,
             Reliability);
  AddCommand(noun, session, "funnel", "Which sites stand out by more than their size explains",
             SetUpFunnel, Funnel);
}

}  // namespace pcsp::cli
