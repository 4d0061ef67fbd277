#include "services/diagnosis/rpc/spread/spread_methods.h"

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/names.h"
#include "services/diagnosis/domain/spread/hot_spots.h"
#include "services/diagnosis/domain/spread/summary.h"
#include "services/diagnosis/rpc/spread/readings.h"

namespace pcsp::diagnosis {
namespace {

constexpr int kMostWaves = 24;
constexpr int kMostSites = 100;  // that a policy may ask for
constexpr int kMostHotSpots = 50;

// A request made sure of.
struct Question {
  std::string programme;
  std::vector<std::string> waves;  // ids
  Level level = Level::kPractice;
  std::set<std::string> organisations;  // empty: all
  int min_sites = kUsualSites;
};

std::optional<Level> FromProto(type::v1::Level level) {
  switch (level) {
    case type::v1::LEVEL_WHOLE_SYSTEM:
      return Level::kWholeSystem;
    case type::v1::LEVEL_STEERING_GROUP:
      return Level::kSteeringGroup;
    case type::v1::LEVEL_PRACTICE:
      return Level::kPractice;
    default:
      return std::nullopt;
  }
}

void CheckWaves(const v1::SummariseIssuesRequest& request, Question& question,
                Violations& violations) {
  if (request.waves().empty() || request.waves_size() > kMostWaves) {
    violations.Add("waves", absl::StrCat(request.waves_size()),
                   absl::StrCat("1 to ", kMostWaves, " waves"));
  }
  for (int i = 0; i < request.waves_size(); ++i) {
    const auto wave = ParseWave(request.waves(i));
    if (!wave || wave->programme != question.programme) {
      violations.Add(absl::StrCat("waves[", i, "]"), request.waves(i),
                     "programmes/{programme}/waves/{wave} of the parent");
    } else {
      question.waves.push_back(wave->wave);
    }
  }
}

// Each organisation in at most one group, and one that is summarised.
void CheckGroups(const v1::SummariseIssuesRequest& request, const Question& question,
                 Violations& violations) {
  std::set<std::string> seen;
  for (int g = 0; g < request.groups_size(); ++g) {
    const auto& members = request.groups(g).members();
    for (int m = 0; m < members.size(); ++m) {
      const std::string field = absl::StrCat("groups[", g, "].members[", m, "]");
      if (!question.organisations.empty() && question.organisations.count(members[m]) == 0) {
        violations.Add(field, members[m], "one of the organisations that are summarised");
      } else if (!seen.insert(members[m]).second) {
        violations.Add(field, members[m], "each organisation in one group");
      }
    }
  }
}

absl::StatusOr<Question> QuestionOf(const v1::SummariseIssuesRequest& request) {
  Violations violations;
  Question question;
  const auto programme = ParseProgramme(request.parent());
  if (!programme) violations.Add("parent", request.parent(), "programmes/{programme}");
  question.programme = programme.value_or("");
  CheckWaves(request, question, violations);
  const auto level = FromProto(request.level());
  if (!level) {
    violations.Add("level", absl::StrCat(request.level()),
                   "whole_system, steering_group or practice");
  }
  question.level = level.value_or(Level::kPractice);
  question.organisations = {request.organisations().begin(), request.organisations().end()};
  CheckGroups(request, question, violations);
  const int sites = request.min_sites();
  if (sites != 0 && (sites < kFewestSites || sites > kMostSites)) {
    violations.Add("min_sites", absl::StrCat(sites),
                   absl::StrCat(kFewestSites, " to ", kMostSites, ", or 0 for ", kUsualSites));
  }
  if (sites != 0) question.min_sites = sites;
  RETURN_IF_ERROR(violations.ToStatus());
  return question;
}

template <typename Names>
SiteSet SetOf(const Readings& readings, const Names& names) {
  SiteSet set;
  for (const std::string& name : names) {
    ++set.sites;
    const auto found = readings.find(name);
    if (found != readings.end()) set.readings.push_back(&found->second);
  }
  return set;
}

SiteSet SetOf(const Readings& readings, const Question& question) {
  if (!question.organisations.empty()) return SetOf(readings, question.organisations);
  SiteSet all{static_cast<int>(readings.size())};
  for (const auto& [name, reading] : readings) all.readings.push_back(&reading);
  return all;
}

double Rounded(double value, double steps) { return std::round(value * steps) / steps; }

v1::SpreadSuppression ToProto(Hidden hidden) {
  constexpr v1::SpreadSuppression kInOrder[] = {v1::SPREAD_SUPPRESSION_UNSPECIFIED,
                                                v1::SPREAD_SUPPRESSION_TOO_FEW_SITES,
                                                v1::SPREAD_SUPPRESSION_REST_TOO_FEW};
  return kInOrder[static_cast<int>(hidden)];
}

void ToProto(const IssueSummary& summary, v1::IssueSummary* to) {
  to->set_sites(summary.sites);
  to->set_sites_diagnosed(summary.diagnosed);
  to->set_suppression(ToProto(summary.hidden));
  for (const IssuePrevalence& issue : summary.issues) {
    v1::IssuePrevalence* added = to->add_issues();
    added->set_issue(issue.issue);
    added->set_title(issue.title);
    added->set_expected_sites(Rounded(issue.prevalence.expected_sites, 10));
    added->set_share(Rounded(issue.prevalence.share, 100));
    added->set_share_low(Rounded(issue.prevalence.low, 100));
    added->set_share_high(Rounded(issue.prevalence.high, 100));
    added->set_sites_likely(issue.likely);
    added->set_sentence(issue.sentence);
  }
}

void ToProto(const HotSpot& spot, const std::string& organisation, v1::HotSpot* to) {
  to->set_organisation(organisation);
  to->set_issue(spot.issue);
  to->set_title(spot.title);
  to->set_sites(spot.sites);
  to->set_findings_that_would_go(Rounded(spot.would_go, 10));
  for (const std::string& issue : spot.site_issues) to->add_site_issues(issue);
  to->set_probability(Rounded(spot.probability, 100));
  to->set_lift(Rounded(spot.lift, 100));
  to->set_sentence(spot.sentence);
}

Level LevelAbove(Level level) {
  return level == Level::kWholeSystem ? level : static_cast<Level>(static_cast<int>(level) - 1);
}

void AddGroups(const v1::SummariseIssuesRequest& request, const Question& question,
               const SiteSet& whole, const Readings& readings, v1::SummariseIssuesResponse& reply) {
  std::vector<SiteSet> groups;
  for (const auto& group : request.groups()) groups.push_back(SetOf(readings, group.members()));
  const std::vector<IssueSummary> summaries =
      SummariseParts(groups, static_cast<int>(whole.readings.size()), question.min_sites);
  for (size_t g = 0; g < groups.size(); ++g) {
    v1::IssueSummary* summary = reply.add_groups();
    ToProto(summaries[g], summary);
    summary->set_organisation(request.groups(static_cast<int>(g)).organisation());
    summary->set_wave(WaveName{question.programme, question.waves.back()}.Text());
  }
  for (const HotSpot& spot :
       FindHotSpots(groups, summaries, LevelAbove(question.level), kMostHotSpots)) {
    ToProto(spot, request.groups(spot.group).organisation(), reply.add_hot_spots());
  }
}

}  // namespace

absl::StatusOr<v1::SummariseIssuesResponse> SpreadMethods::Summarise(
    const rpc::Call&, const v1::SummariseIssuesRequest& request) const {
  ASSIGN_OR_RETURN(const Question question, QuestionOf(request));
  v1::SummariseIssuesResponse reply;
  for (const std::string& wave : question.waves) {
    ASSIGN_OR_RETURN(const Readings readings,
                     ReadingsOf(*store_, question.programme, wave, question.level));
    const SiteSet whole = SetOf(readings, question);
    const int rest = static_cast<int>(readings.size() - whole.readings.size());
    const IssueSummary summary = diagnosis::Summarise(whole, rest, question.min_sites);
    v1::IssueSummary* added = reply.add_over_time();
    ToProto(summary, added);
    added->set_wave(WaveName{question.programme, wave}.Text());
    const bool last = reply.over_time_size() == static_cast<int>(question.waves.size());
    if (last) AddGroups(request, question, whole, readings, reply);
  }
  return reply;
}

}  // namespace pcsp::diagnosis
