#include "gateway/cli/sample_play/causes.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::Diagnosis;
using diagnosis::v1::Finding;

constexpr size_t kShown = 5;  // of each

// What fixing the cause would take away, in findings.
double Gain(const CausedFinding& one) { return one.probability * one.cause.would_go_if_fixed(); }

void AddCaused(const Diagnosis& diagnosis, std::vector<CausedFinding>* all) {
  for (const Finding& finding : diagnosis.findings()) {
    const bool found = finding.band() == diagnosis::v1::BAND_LIKELY ||
                       finding.band() == diagnosis::v1::BAND_POSSIBLE;
    if (!found || finding.level() != diagnosis.level()) continue;
    for (const auto& cause : finding.causes()) {
      all->push_back(
          {IdOf(diagnosis.organisation()), finding.title(), finding.probability(), cause});
    }
  }
}

absl::StatusOr<std::vector<CausedFinding>> ReadCaused(Session& session, const std::string& wave) {
  diagnosis::v1::ListDiagnosesRequest request;
  request.set_parent(absl::StrCat("programmes/", kSampleProgramme, "/organisations/-"));
  request.set_wave(wave);
  request.set_level(type::v1::LEVEL_PRACTICE);
  request.set_latest_only(true);
  request.set_view(diagnosis::v1::DIAGNOSIS_VIEW_FULL);
  std::vector<CausedFinding> all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().diagnosis, &diagnosis::v1::DiagnosisService::Stub::ListDiagnoses, request,
      absl::Seconds(session.timeout_seconds), [&all](const auto& page) {
        for (const Diagnosis& diagnosis : page.diagnoses()) AddCaused(diagnosis, &all);
      }));
  std::sort(all.begin(), all.end(), [](const CausedFinding& a, const CausedFinding& b) {
    return std::tuple(-Gain(a), a.organisation, a.title, a.cause.issue()) <
           std::tuple(-Gain(b), b.organisation, b.title, b.cause.issue());
  });
  if (all.size() > kShown) all.resize(kShown);
  return all;
}

std::string Percent(double share) { return Fixed(100 * share, 0) + " %"; }

}  // namespace

absl::StatusOr<SampleCauses> ReadCauses(Session& session, const std::string& wave) {
  gateway::v1::GetIssueSpreadRequest request;
  request.set_name(absl::StrCat("programmes/", kSampleProgramme));
  request.add_waves(wave);
  request.set_level(type::v1::LEVEL_PRACTICE);
  ASSIGN_OR_RETURN(
      const auto spread,
      gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::GetIssueSpread, request,
                   session.deadline()));
  SampleCauses causes;
  for (const auto& spot : spread.hot_spots()) {
    if (causes.hot_spots.size() < kShown) causes.hot_spots.push_back(spot);
  }
  ASSIGN_OR_RETURN(causes.findings, ReadCaused(session, wave));
  return causes;
}

std::string CausesAsText(const SampleCauses& causes) {
  std::string text = "\nWhere one issue above may be behind many\n";
  for (const auto& spot : causes.hot_spots) {
    absl::StrAppend(&text, "  ", IdOf(spot.organisation()), ": ", spot.sentence(), "\n");
  }
  if (causes.hot_spots.empty()) text += "  (none)\n";
  Table table({"PRACTICE", "FINDING", "PROBABILITY", "MAY COME OF", "LEVEL", "WOULD GO IF FIXED"});
  for (const CausedFinding& one : causes.findings) {
    table.Add({one.organisation, one.title, Percent(one.probability), one.cause.title(),
               Word(type::v1::Level_Name(one.cause.level()), "LEVEL_"),
               Percent(one.cause.would_go_if_fixed())});
  }
  return absl::StrCat(text, "\nFindings of practices that would go with an issue above them\n",
                      table.AsText());
}

nlohmann::ordered_json CausesAsJson(const SampleCauses& causes) {
  nlohmann::ordered_json json = {{"hotSpots", nlohmann::ordered_json::array()},
                                 {"findings", nlohmann::ordered_json::array()}};
  for (const auto& spot : causes.hot_spots) {
    json["hotSpots"].push_back(nlohmann::ordered_json::parse(AsJson(spot), nullptr, false));
  }
  for (const CausedFinding& one : causes.findings) {
    json["findings"].push_back(
        {{"organisation", one.organisation},
         {"title", one.title},
         {"probability", one.probability},
         {"cause", nlohmann::ordered_json::parse(AsJson(one.cause), nullptr, false)}});
  }
  return json;
}

}  // namespace pcsp::cli
