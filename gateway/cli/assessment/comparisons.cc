// pcspctl result compare, radar, reliability, gaps, team, funnel
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"

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

const std::map<std::string, type::v1::Level> kLevels = {
    {"practice", type::v1::LEVEL_PRACTICE},
    {"steering-group", type::v1::LEVEL_STEERING_GROUP},
    {"whole-system", type::v1::LEVEL_WHOLE_SYSTEM}};
const std::map<std::string, type::v1::Construct> kConstructs = {
    {"coherence", type::v1::CONSTRUCT_COHERENCE},
    {"cognitive-participation", type::v1::CONSTRUCT_COGNITIVE_PARTICIPATION},
    {"collective-action", type::v1::CONSTRUCT_COLLECTIVE_ACTION},
    {"reflexive-monitoring", type::v1::CONSTRUCT_REFLEXIVE_MONITORING}};

std::string Reason(pb::Suppression suppression) {
  return absl::StrCat("(not shown: ", Word(pb::Suppression_Name(suppression), "SUPPRESSION_"), ")");
}
// Few people are counted as a band.
std::string People(int low, int high) {
  return high > low ? absl::StrCat(low, " to ", high) : absl::StrCat(low);
}

std::string Span(const type::v1::Interval& interval, int digits) {
  return absl::StrCat(Fixed(interval.low(), digits), " to ", Fixed(interval.high(), digits));
}
std::string WordOf(type::v1::Construct construct) {
  if (construct == type::v1::CONSTRUCT_UNSPECIFIED) return "all items";
  return Word(type::v1::Construct_Name(construct), "CONSTRUCT_");
}
std::string SiteResultsOf(Session& session, const ComparisonFlags& flags) {
  return absl::StrCat(session.NameOf("waves", flags.wave), "/siteResults/", IdOf(flags.site));
}

template <typename Request, typename Response>
absl::StatusOr<Response> AskFor(Session& session,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request) {
  return gateway::Ask(*session.clients().assessments, method, request, session.deadline());
}

void AddChange(const std::string& level, const pb::ScoreChange& change, Table* table) {
  const std::string what = change.item().empty() ? WordOf(change.construct()) : change.item();
  if (change.suppression() != pb::SUPPRESSION_UNSPECIFIED) {
    table->Add({level, what, Reason(change.suppression()), "", "", "", "", "", ""});
    return;
  }
  table->Add({level, what, People(change.respondents_before(), change.respondents_before_most()),
              People(change.respondents_after(), change.respondents_after_most()),
              Fixed(change.score_before(), 1), Fixed(change.score_after(), 1),
              Span(change.interval(), 0), Fixed(change.improved_by_5_probability(), 2),
              Word(pb::ChangeVerdict_Name(change.verdict()), "CHANGE_VERDICT_")});
}

absl::Status Compare(Session& session, const ComparisonFlags& flags) {
  pb::CompareWavesRequest request;
  request.set_name(session.NameOf("waves", flags.wave));
  request.set_baseline(session.NameOf("waves", flags.since));
  request.set_organisation(session.NameOf("organisations", flags.site));
  request.set_view(flags.items ? pb::RESULTS_VIEW_FULL : pb::RESULTS_VIEW_BASIC);
  ASSIGN_OR_RETURN(const pb::WaveComparison reply, AskFor(session, &Stub::CompareWaves, request));
  Table table({"LEVEL", "WHAT", "N BEFORE", "N AFTER", "BEFORE", "AFTER", "90 % OF CHANGE",
               "P(BETTER BY 5)", "VERDICT"});
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
  Table table({"AXIS", "N", "SCORE", "90 % INTERVAL", "BEFORE", "PROGRAMME", "90 % OF SITES"});
  for (const auto& axis : reply.axes()) {
    const bool shown = axis.suppression() == pb::SUPPRESSION_UNSPECIFIED;
    table.Add(
        {WordOf(axis.construct()),
         shown ? People(axis.respondents(), axis.respondents_most()) : Reason(axis.suppression()),
         shown ? Fixed(axis.value().score(), 1) : "", shown ? Span(axis.value().interval(), 0) : "",
         axis.has_previous() ? Fixed(axis.previous().score(), 1) : "-",
         axis.has_programme() ? Fixed(axis.programme().score(), 1) : "-",
         axis.has_programme() ? Span(axis.programme().interval(), 0) : "-"});
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
               "ICC2", "ALERTS"});
  for (const auto& level : reply.levels()) {
    for (const auto& scale : level.scales()) {
      const std::string word = Word(type::v1::Level_Name(level.level()), "LEVEL_");
      if (scale.suppression() != pb::SUPPRESSION_UNSPECIFIED) {
        table.Add({word, WordOf(scale.construct()), Reason(scale.suppression()), "", "", "", "", "",
                   "", ""});
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
                 alerts});
    }
  }
  Print(session.format, table, reply);
  return absl::OkStatus();
}

void AddGroup(const pb::GroupGap& group, bool items, Table* table) {
  for (const auto& gap : group.constructs()) {
    const bool shown = gap.suppression() == pb::SUPPRESSION_UNSPECIFIED;
    table->Add({group.first(), group.second(), WordOf(gap.construct()),
                shown ? Fixed(gap.difference(), 1) : Reason(gap.suppression()),
                shown ? Span(gap.interval(), 0) : "", gap.sentence()});
  }
  for (const auto& gap : group.items()) {
    if (!items) break;
    const bool shown = gap.suppression() == pb::SUPPRESSION_UNSPECIFIED;
    table->Add({group.first(), group.second(), gap.second_item(),
                shown ? Fixed(gap.cliffs_delta(), 2) : Reason(gap.suppression()),
                gap.has_interval() ? Span(gap.interval(), 2) : "", gap.sentence()});
  }
}

absl::Status Gaps(Session& session, const ComparisonFlags& flags) {
  pb::GetSiteGapsRequest request;
  request.set_name(SiteResultsOf(session, flags));
  ASSIGN_OR_RETURN(const pb::SiteGaps reply, AskFor(session, &Stub::GetSiteGaps, request));
  Table table({"FIRST", "SECOND", "WHAT", "FIRST LESS SECOND", "90 % INTERVAL", "IN WORDS"});
  for (const auto& group : reply.levels()) AddGroup(group, flags.items, &table);
  for (const auto& group : reply.staff_groups()) AddGroup(group, flags.items, &table);
  Print(session.format, table, reply);
  return absl::OkStatus();
}

absl::Status Team(Session& session, const ComparisonFlags& flags) {
  pb::GetRepresentativenessRequest request;
  request.set_name(SiteResultsOf(session, flags));
  ASSIGN_OR_RETURN(const pb::Representativeness reply,
                   AskFor(session, &Stub::GetRepresentativeness, request));
  Table table({"STAFF GROUP", "HEADCOUNT", "ANSWERED"});
  for (const auto& group : reply.staff_groups()) {
    const bool shown = group.suppression() == pb::SUPPRESSION_UNSPECIFIED;
    table.Add({Word(type::v1::StaffGroup_Name(group.staff_group()), "STAFF_GROUP_"),
               absl::StrCat(group.headcount()),
               shown ? People(group.respondents(), group.respondents_most())
                     : Reason(group.suppression())});
  }
  Print(session.format, table, reply);
  if (session.format == Format::kTable) {
    const bool shown = reply.suppression() == pb::SUPPRESSION_UNSPECIFIED;
    std::cout << "\n" << (shown ? reply.sentence() : Reason(reply.suppression())) << "\n";
    for (const auto& score : reply.scores()) {
      if (!score.sentence().empty()) {
        std::cout << WordOf(score.construct()) << ": " << score.sentence() << "\n";
      }
    }
    if (!reply.next_question().empty()) std::cout << "Next: " << reply.next_question() << "\n";
  }
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
  Table table({"SITE", "N", "MEAN", "95 % LIMITS", "99.8 % LIMITS", "FDR", "STANDING"});
  for (const auto& point : all.points()) {
    if (point.suppression() != pb::SUPPRESSION_UNSPECIFIED) {
      table.Add({IdOf(point.organisation()), Reason(point.suppression()), "", "", "", "", ""});
      continue;
    }
    table.Add({IdOf(point.organisation()), People(point.respondents(), point.respondents_most()),
               Fixed(point.mean(), 1), Span(point.limits_95(), 0), Span(point.limits_998(), 0),
               Fixed(point.false_discovery_rate(), 3),
               Word(pb::FunnelStanding_Name(point.standing()), "FUNNEL_STANDING_")});
  }
  Print(session.format, table, all);
  if (session.format == Format::kTable && !all.sentence().empty()) {
    std::cout << "\n" << all.sentence() << "\n";
  }
  return absl::OkStatus();
}

void SetUpWave(CLI::App& command, ComparisonFlags& flags) {
  command.add_option("wave", flags.wave, "Id or full name of a closed wave")->required();
}
void SetUpSite(CLI::App& command, ComparisonFlags& flags) {
  SetUpWave(command, flags);
  command.add_option("site", flags.site, "The organisation")->required();
}
void SetUpCompare(CLI::App& command, ComparisonFlags& flags) {
  SetUpWave(command, flags);
  command.add_option("--since", flags.since, "The wave to compare with")->required();
  command.add_option("--site", flags.site, "One organisation instead of the programme");
  command.add_flag("--items", flags.items, "Every item as well");
}
void SetUpRadar(CLI::App& command, ComparisonFlags& flags) {
  SetUpSite(command, flags);
  command.add_option("--since", flags.since, "An earlier wave to show beside");
}
void SetUpGaps(CLI::App& command, ComparisonFlags& flags) {
  SetUpSite(command, flags);
  command.add_flag("--items", flags.items, "Every item as well");
}
void SetUpFunnel(CLI::App& command, ComparisonFlags& flags) {
  SetUpWave(command, flags);
  AddWord(command, "--level", flags.level, kLevels, "Sites of which level; practices if not given");
  AddWord(command, "--construct", flags.construct, kConstructs, "Coherence if not given");
}

}  // namespace

void AddComparisons(CLI::App& noun, Session& session) {
  AddCommand(noun, session, "compare", "What changed since another wave", SetUpCompare, Compare);
  AddCommand(noun, session, "radar", "One site beside its last wave and the programme", SetUpRadar,
             Radar);
  AddCommand(noun, session, "reliability", "How far the items can be trusted", SetUpWave,
             Reliability);
  AddCommand(noun, session, "gaps", "Where levels and staff groups see things differently",
             SetUpGaps, Gaps);
  AddCommand(noun, session, "team", "Whether those who answered stand for the team", SetUpSite,
             Team);
  AddCommand(noun, session, "funnel", "Which sites stand out by more than their size explains",
             SetUpFunnel, Funnel);
}

}  // namespace pcsp::cli
