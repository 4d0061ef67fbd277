#include "gateway/flows/programme_board.h"

#include <algorithm>
#include <functional>
#include <future>
#include <set>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/board_cells.h"
#include "gateway/flows/follow_up.h"
#include "gateway/flows/names.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

constexpr absl::Duration kPage = absl::Seconds(10);

absl::Status ReadRegistry(Clients& clients, const WaveName& wave, BoardParts* parts) {
  registry::v1::GetProgrammeRequest get;
  get.set_name(wave.ProgrammeName());
  ASSIGN_OR_RETURN(parts->programme,
                   Ask(*clients.registry, &registry::v1::RegistryService::Stub::GetProgramme, get,
                       absl::Now() + kPage));
  registry::v1::ListSitesRequest list;
  list.set_parent(wave.ProgrammeName());
  return EachPage(*clients.registry, &registry::v1::RegistryService::Stub::ListSites, list, kPage,
                  [parts](const auto& page) {
                    parts->sites.insert(parts->sites.end(), page.sites().begin(),
                                        page.sites().end());
                  });
}

absl::Status ReadAssessments(Clients& clients, const WaveName& wave, BoardParts* parts) {
  using Stub = assessments::v1::AssessmentService::Stub;
  assessments::v1::GetWaveRequest get;
  get.set_name(wave.ToString());
  ASSIGN_OR_RETURN(parts->wave,
                   Ask(*clients.assessments, &Stub::GetWave, get, absl::Now() + kPage));
  assessments::v1::ListSiteResultsRequest list;
  list.set_parent(wave.ToString());
  list.set_view(assessments::v1::RESULTS_VIEW_BASIC);
  RETURN_IF_ERROR(EachPage(
      *clients.assessments, &Stub::ListSiteResults, list, kPage, [parts](const auto& page) {
        parts->results.insert(parts->results.end(), page.site_results().begin(),
                              page.site_results().end());
      }));
  std::set<type::v1::Level> levels;
  for (const auto& results : parts->results) levels.insert(results.level());
  for (const auto level : levels) {
    assessments::v1::GetGroupResultsRequest together;
    together.set_name(wave.ToString());
    together.set_level(level);
    ASSIGN_OR_RETURN(
        parts->together.emplace_back(),
        Ask(*clients.assessments, &Stub::GetGroupResults, together, absl::Now() + kPage));
  }
  return absl::OkStatus();
}

absl::Status ReadDiagnoses(Clients& clients, const WaveName& wave, BoardParts* parts) {
  diagnosis::v1::ListDiagnosesRequest list;
  list.set_parent(absl::StrCat(wave.ProgrammeName(), "/organisations/-"));
  list.set_wave(wave.ToString());
  list.set_latest_only(true);
  return EachPage(*clients.diagnosis, &diagnosis::v1::DiagnosisService::Stub::ListDiagnoses, list,
                  kPage, [parts](const auto& page) {
                    parts->diagnoses.insert(parts->diagnoses.end(), page.diagnoses().begin(),
                                            page.diagnoses().end());
                  });
}

absl::Status ReadPlans(Clients& clients, const WaveName& wave, BoardParts* parts) {
  planning::v1::ListPlansRequest list;
  list.set_parent(absl::StrCat(wave.ProgrammeName(), "/organisations/-"));
  return EachPage(*clients.planning, &planning::v1::PlanningService::Stub::ListPlans, list, kPage,
                  [parts](const auto& page) {
                    parts->plans.insert(parts->plans.end(), page.plans().begin(),
                                        page.plans().end());
                  });
}

// A wave that does not exist or is still open is the caller's mistake; anything else leaves a gap.
bool IsCallersMistake(const absl::Status& status) {
  return absl::IsNotFound(status) || absl::IsInvalidArgument(status) ||
         absl::IsFailedPrecondition(status);
}

using Reader = absl::Status (*)(Clients&, const WaveName&, BoardParts*);

absl::StatusOr<BoardParts> ReadParts(Clients& clients, const WaveName& wave) {
  BoardParts parts;
  const std::pair<std::string, Reader> readers[] = {{"registry", ReadRegistry},
                                                    {"assessments", ReadAssessments},
                                                    {"diagnosis", ReadDiagnoses},
                                                    {"planning", ReadPlans}};
  // Each reader fills fields of its own, so they may run at once.
  std::vector<std::future<absl::Status>> running;
  for (const auto& [name, read] : readers) {
    running.push_back(
        std::async(std::launch::async, read, std::ref(clients), std::cref(wave), &parts));
  }
  std::vector<absl::Status> statuses;
  for (auto& future : running) statuses.push_back(future.get());
  for (size_t i = 0; i < statuses.size(); ++i) {
    if (IsCallersMistake(statuses[i])) return statuses[i];
    if (!statuses[i].ok()) parts.unreachable.push_back(readers[i].first);
  }
  return parts;
}

void AddFindings(const diagnosis::v1::Diagnosis& diagnosis, int limit, v1::SiteLine* line) {
  line->set_insufficient_data(diagnosis.outcome() == diagnosis::v1::OUTCOME_INSUFFICIENT_DATA);
  std::vector<const diagnosis::v1::Finding*> own;
  for (const auto& finding : diagnosis.findings()) {
    const bool shown = finding.band() == diagnosis::v1::BAND_LIKELY ||
                       finding.band() == diagnosis::v1::BAND_POSSIBLE;
    if (shown && finding.level() == diagnosis.level()) own.push_back(&finding);
  }
  std::stable_sort(own.begin(), own.end(),
                   [](const auto* a, const auto* b) { return a->priority() > b->priority(); });
  if (own.size() > static_cast<size_t>(limit)) own.resize(limit);
  for (const auto* finding : own) *line->add_findings() = CellOf(*finding);
}

// The parts of a board by organisation.
struct Index {
  explicit Index(const BoardParts& parts) {
    for (const auto& site : parts.sites) titles[site.organisation()] = site.display_name();
    for (const auto& diagnosis : parts.diagnoses) {
      diagnoses[diagnosis.organisation()] = &diagnosis;
    }
    for (const auto& plan : parts.plans) {
      const std::string organisation = plan.name().substr(0, plan.name().find("/plans/"));
      const auto found = diagnoses.find(organisation);
      if (found == diagnoses.end() || !Answers(plan, parts.wave.name(), found->second->name())) {
        continue;
      }
      plans.try_emplace(organisation, &plan);  // newest first
    }
  }

  absl::flat_hash_map<std::string, std::string> titles;
  absl::flat_hash_map<std::string, const diagnosis::v1::Diagnosis*> diagnoses;
  absl::flat_hash_map<std::string, const planning::v1::Plan*> plans;
};

// In a word; those who read boards have known the first one for long.
std::string ReasonOf(assessments::v1::Suppression suppression) {
  if (suppression == assessments::v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE) return "BELOW_MIN";
  return std::string(
      absl::StripPrefix(assessments::v1::Suppression_Name(suppression), "SUPPRESSION_"));
}

v1::SiteLine MakeLine(const assessments::v1::SiteResults& results, const Index& index, int limit) {
  v1::SiteLine line;
  line.set_organisation(results.organisation());
  line.set_level(results.level());
  const auto title = index.titles.find(results.organisation());
  line.set_title(title == index.titles.end() ? results.organisation() : title->second);
  if (results.suppression() == assessments::v1::SUPPRESSION_UNSPECIFIED) {
    for (const auto& construct : results.constructs()) {
      if (construct.has_how_this_site_works()) *line.add_scores() = CellOf(construct);
    }
  } else {
    line.set_suppressed_reason(ReasonOf(results.suppression()));
  }
  if (const auto found = index.diagnoses.find(results.organisation());
      found != index.diagnoses.end()) {
    AddFindings(*found->second, limit, &line);
  }
  if (const auto found = index.plans.find(results.organisation()); found != index.plans.end()) {
    line.set_plan(found->second->name());
    line.set_actions(found->second->actions_size());
  }
  return line;
}

void AddSites(const BoardParts& parts, const Index& index, int limit, v1::ProgrammeBoard* board) {
  for (const auto& results : parts.results) *board->add_sites() = MakeLine(results, index, limit);
  std::stable_sort(board->mutable_sites()->begin(), board->mutable_sites()->end(),
                   [](const auto& a, const auto& b) {
                     return std::tuple(a.level(), a.title(), a.organisation()) <
                            std::tuple(b.level(), b.title(), b.organisation());
                   });
}

void AddSolutions(const Index& index, v1::ProgrammeBoard* board) {
  std::map<std::string, v1::SolutionUse> uses;
  for (const auto& [organisation, plan] : index.plans) {
    for (const auto& action : plan->actions()) {
      auto& use = uses[action.solution()];
      use.set_solution(action.solution());
      use.set_title(action.title());
      use.set_plans(use.plans() + 1);
    }
  }
  std::vector<v1::SolutionUse> ranked;
  for (auto& [solution, use] : uses) ranked.push_back(std::move(use));
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.plans() > b.plans(); });
  constexpr size_t kShown = 20;
  if (ranked.size() > kShown) ranked.resize(kShown);
  for (const auto& use : ranked) *board->add_solutions() = use;
}

}  // namespace

v1::ProgrammeBoard AssembleBoard(const BoardParts& parts, int findings_per_site) {
  v1::ProgrammeBoard board;
  board.set_programme_title(parts.programme.display_name());
  board.set_wave_title(parts.wave.display_name());
  const Index index(parts);
  AddLevels(parts, &board);
  AddIssues(parts, &board);
  AddSites(parts, index, findings_per_site, &board);
  AddSolutions(index, &board);
  for (const auto& service : parts.unreachable) board.add_unreachable(service);
  return board;
}

absl::StatusOr<v1::ProgrammeBoard> GetProgrammeBoard(Clients& clients, const rpc::Call&,
                                                     const v1::GetProgrammeBoardRequest& request) {
  ASSIGN_OR_RETURN(const WaveName wave, ParseBoardName("name", request.name()));
  const int per_site = request.findings_per_site() == 0 ? 3 : request.findings_per_site();
  if (per_site < 1 || per_site > 10) {
    return InvalidField("findings_per_site", absl::StrCat(per_site), "1 to 10");
  }
  ASSIGN_OR_RETURN(const BoardParts parts, ReadParts(clients, wave));
  v1::ProgrammeBoard board = AssembleBoard(parts, per_site);
  board.set_name(wave.Board());
  return board;
}

}  // namespace pcsp::gateway
