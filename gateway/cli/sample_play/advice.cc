#include "gateway/cli/sample_play/advice.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::Diagnosis;
using gateway::sample::SampleProgramme;

constexpr double kPossible = 0.4;

bool Found(const Diagnosis& diagnosis, const std::string& issue) {
  for (const auto& finding : diagnosis.findings()) {
    if (finding.issue() == issue) return finding.probability() >= kPossible;
  }
  return false;
}

// The diagnosis of the first practice by id that has the issue still and did nothing;
// empty when there is none.
absl::StatusOr<Diagnosis> Unadvised(Session& session, const SampleProgramme& programme) {
  std::set<std::string> acted;
  for (const auto& one : programme.treatments.treated) acted.insert(one.organisation);
  diagnosis::v1::ListDiagnosesRequest list;
  list.set_parent(absl::StrCat("programmes/", kSampleProgramme, "/organisations/-"));
  list.set_wave(kSecondWave);
  list.set_level(type::v1::LEVEL_PRACTICE);
  list.set_latest_only(true);
  Diagnosis first;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().diagnosis, &diagnosis::v1::DiagnosisService::Stub::ListDiagnoses, list,
      absl::Seconds(session.timeout_seconds), [&](const auto& page) {
        for (const Diagnosis& one : page.diagnoses()) {
          const bool earlier = first.name().empty() || one.organisation() < first.organisation();
          if (!earlier || acted.contains(IdOf(one.organisation()))) continue;
          if (Found(one, programme.treatments.issue)) first = one;
        }
      }));
  return first;
}

}  // namespace

absl::StatusOr<SampleAdvice> ReadAdvice(Session& session, const SampleProgramme& programme) {
  SampleAdvice advice = {
      .organisation = "", .issue = programme.treatments.issue, .recommended = {}, .unhelpful = {}};
  ASSIGN_OR_RETURN(const Diagnosis diagnosis, Unadvised(session, programme));
  if (diagnosis.name().empty()) return advice;
  gateway::v1::RecommendForDiagnosisRequest request;
  request.set_name(diagnosis.name());
  ASSIGN_OR_RETURN(
      const auto response,
      gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::RecommendForDiagnosis,
                   request, session.deadline()));
  advice.organisation = IdOf(diagnosis.organisation());
  for (const auto& by_issue : response.by_issue()) {
    if (by_issue.issue() == advice.issue) advice.recommended = by_issue;
  }
  for (const auto& one : response.unhelpful()) {
    const bool of_issue = std::ranges::any_of(
        one.effects(), [&](const auto& effect) { return effect.issue() == advice.issue; });
    if (of_issue) advice.unhelpful.push_back(one);
  }
  // When it was loaded is no part of a report that is the same every time.
  for (auto& one : *advice.recommended.mutable_recommendations()) {
    one.mutable_solution()->clear_create_time();
    one.mutable_solution()->clear_update_time();
    one.mutable_solution()->clear_etag();
  }
  return advice;
}

std::string AdviceAsText(const SampleAdvice& advice) {
  if (advice.organisation.empty()) return "";
  Table table({"SOLUTION", "POINTS", "PLACES LIKE IT"});
  for (const auto& one : advice.recommended.recommendations()) {
    std::string title = one.solution().title();
    std::string points = Fixed(one.expected_effect_points(), 1);
    for (const auto& story : one.stories()) {
      table.Add({title, points, story.sentence()});
      title.clear();
      points.clear();
    }
    if (one.stories().empty()) table.Add({title, points, ""});
  }
  std::string text =
      absl::StrCat("\nWhat ", advice.organisation, ", which did nothing about \"", advice.issue,
                   "\", is recommended, and what places like it say\n", table.AsText());
  for (const auto& one : advice.unhelpful) {
    absl::StrAppend(&text, "Not recommended: ", one.title(), ". ", one.reason(), "\n");
  }
  return text;
}

nlohmann::ordered_json AdviceAsJson(const SampleAdvice& advice) {
  using nlohmann::ordered_json;
  ordered_json unhelpful = ordered_json::array();
  for (const auto& one : advice.unhelpful) {
    unhelpful.push_back(ordered_json::parse(AsJson(one), nullptr, false));
  }
  return {{"organisation", advice.organisation},
          {"recommended", ordered_json::parse(AsJson(advice.recommended), nullptr, false)},
          {"unhelpful", std::move(unhelpful)}};
}

}  // namespace pcsp::cli
