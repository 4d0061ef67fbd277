#include "gateway/cli/sample_play/change.h"

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample_play/loader.h"

namespace pcsp::cli {
namespace {

namespace pb = assessments::v1;

int PlantedIn(const std::vector<gateway::sample::SiteSample>& sites) {
  int planted = 0;
  for (const auto& site : sites) planted += static_cast<int>(site.planted.size());
  return planted;
}

void AddLine(const std::string& level, const pb::ScoreChange& change, Table* table) {
  const std::string construct = Word(type::v1::Construct_Name(change.construct()), "CONSTRUCT_");
  if (change.suppression() != pb::SUPPRESSION_UNSPECIFIED) {
    table->Add({level, construct, "(not shown)", "", "", "", ""});
    return;
  }
  table->Add(
      {level, construct, absl::StrCat(change.sites()), Fixed(change.score_before(), 1),
       Fixed(change.score_after(), 1),
       absl::StrCat(Fixed(change.interval().low(), 1), " to ", Fixed(change.interval().high(), 1)),
       Word(pb::ChangeVerdict_Name(change.verdict()), "CHANGE_VERDICT_")});
}

}  // namespace

absl::StatusOr<SampleChange> ReadChange(Session& session,
                                        const gateway::sample::SampleProgramme& programme) {
  SampleChange change = {.planted_before = PlantedIn(programme.sites),
                         .planted_after = PlantedIn(programme.sites_later)};
  pb::CompareWavesRequest request;
  request.set_name(kSecondWave);
  request.set_baseline(kFirstWave);
  request.set_view(pb::RESULTS_VIEW_BASIC);
  ASSIGN_OR_RETURN(change.comparison, gateway::Ask(*session.clients().assessments,
                                                   &pb::AssessmentService::Stub::CompareWaves,
                                                   request, session.deadline()));
  return change;
}

std::string ChangeAsText(const SampleChange& change) {
  Table table({"LEVEL", "CONSTRUCT", "SITES", "BEFORE", "AFTER", "90 % OF CHANGE", "VERDICT"});
  for (const auto& level : change.comparison.levels()) {
    const std::string word = Word(type::v1::Level_Name(level.level()), "LEVEL_");
    for (const auto& construct : level.constructs()) AddLine(word, construct, &table);
  }
  return absl::StrCat("\nWhat changed since the first wave\nPlanted were ", change.planted_before,
                      " issues then and ", change.planted_after, " now.\n", table.AsText());
}

nlohmann::ordered_json ChangeAsJson(const SampleChange& change) {
  return {{"plantedBefore", change.planted_before},
          {"plantedAfter", change.planted_after},
          {"comparison", nlohmann::ordered_json::parse(AsJson(change.comparison), nullptr, false)}};
}

}  // namespace pcsp::cli
