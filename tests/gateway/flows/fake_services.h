// The four services as flows need them: a wave with a few sites, and a memory of what was asked.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/rpc/server.h"
#include "gateway/clients.h"

namespace pcsp::gateway::testing {

inline constexpr char kWave[] = "programmes/p/waves/w";
inline constexpr char kWaveBefore[] = "programmes/p/waves/before";

// Thread-safe; each method answers at once. Counts live in the public members, under `mutex`.
class FakeServices {
 public:
  FakeServices();

  Channels channels();
  // A practice under the steering group sg in the whole system ws, with two answers to one item.
  void AddPractice(const std::string& id);
  // What is known of `id` besides, in the place of what was known before.
  void SetFact(const std::string& id, const std::string& fact, const std::string& category,
               int64_t revision);

  std::mutex mutex;
  assessments::v1::WaveState state = assessments::v1::WAVE_STATE_OPEN;
  std::vector<assessments::v1::SiteEvidence> evidence;
  std::vector<assessments::v1::SiteFacts> facts;
  std::function<void()> between_fact_pages;  // called after each page but the last; may be empty
  std::vector<registry::v1::Site> sites;
  std::vector<diagnosis::v1::StoreDiagnosisRequest> diagnosed;
  std::vector<planning::v1::DraftPlanRequest> drafted;
  std::set<std::string> plan_requests;  // request ids seen
  assessments::v1::OpenWaveRequest opened;
  // What a core day has taught, per practice: people trained of those there; none: no such course.
  std::map<std::string, std::pair<int, int>> trained;
  // What assessments was told of counts; each becomes a fact.
  std::vector<assessments::v1::SetCountedFactsRequest> counted;
  int fail_counts = 0;  // how many further SetCountedFacts calls fail as unavailable
  int imports_complete = 0, imports_cancelled = 0;
  std::vector<diagnosis::v1::LearnFromReviewsRequest> learned;
  std::string learning_fault;  // reason with which LearnFromReviews fails; empty: it does not
  int fail_diagnoses = 0;      // how many further StoreDiagnosis calls fail as unavailable
  int fail_programmes = 0;     // how many further ListProgrammes calls
  // What was written at an organisation: answers, and the notes of an observation each.
  std::map<std::string, std::vector<std::string>> words, notes;
  std::vector<diagnosis::v1::RelateSitesRequest> related;  // lines
  // The wave before, which closed on 2024-01-01, its diagnoses and what was completed since.
  std::vector<diagnosis::v1::Diagnosis> earlier;
  std::vector<planning::v1::ActionOutcome> completed;
  std::vector<planning::v1::ListActionOutcomesRequest> asked_completed;
  std::vector<planning::v1::Outcome> recorded;
  std::vector<registry::v1::SiteContext> contexts;
  std::map<std::string, registry::v1::Appointment> appointments;  // by name
  // People who have been erased, with their appointments; whose notes went then.
  std::map<std::string, std::vector<std::string>> erased;
  std::vector<planning::v1::EraseNotesRequest> notes_erased;
  int fail_erasures = 0;       // how many further EraseNotes calls fail as unavailable
  std::string relating_fault;  // reason with which each line of RelateSites fails
  std::string refused_plan;    // the organisation whose drafts are refused as they stand

 private:
  const std::vector<std::shared_ptr<grpc::Service>> services_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace pcsp::gateway::testing
