// What is known of each site of a wave, from answers, observations and counts, as the diagnosis
// service takes it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "gateway/clients.h"
#include "pcsp/assessments/v1/observation.pb.h"
#include "pcsp/assessments/v1/results.pb.h"
#include "pcsp/diagnosis/v1/diagnosis.pb.h"

namespace pcsp::gateway {

// The evidence of a whole wave, read once. Immutable, so threads may share it.
class WaveEvidence {
 public:
  // Errors: NOT_FOUND (WAVE_NOT_FOUND), FAILED_PRECONDITION (WAVE_NOT_CLOSED), UNAVAILABLE.
  static absl::StatusOr<WaveEvidence> Read(Clients& clients, const std::string& wave);

  const std::vector<assessments::v1::SiteEvidence>& sites() const { return sites_; }
  // Of the answers alone.
  int64_t revision() const { return revision_; }
  // Of all that a diagnosis rests on: grows with every change of the answers, and of what was
  // observed or counted at the site, at one above it or at one below it. What changed while the
  // evidence was read does not count, though some of it may be in it: a diagnosis from a state that
  // never was must not go by the revision of one that was, or it would never be made again.
  int64_t RevisionFor(const assessments::v1::SiteEvidence& site) const;
  // nullptr when the wave has no such site.
  const assessments::v1::SiteEvidence* Find(const std::string& organisation) const;

  // The evidence on `site`: its own, and that of the steering group and whole system above it where
  // they are sites of the wave too or facts are known of them. Evidence withheld from results
  // is withheld here, and marked so. Items and facts that the knowledge base in force does not have
  // at their level are left out: it would refuse them.
  diagnosis::v1::Evidence For(const assessments::v1::SiteEvidence& site) const;
  // Whether the knowledge base in force has an issue at this level.
  bool KnowsIssue(pcsp::type::v1::Level level, const std::string& issue) const {
    return issues_.count({level, issue}) > 0;
  }
  // What is known of an organisation alone, whether it is a site of the wave or not.
  diagnosis::v1::LevelEvidence Own(const std::string& organisation,
                                   pcsp::type::v1::Level level) const;

 private:
  absl::Status ReadFacts(Clients& clients, const std::string& wave);
  absl::Status ReadVocabulary(Clients& clients);
  bool Knows(int level, const std::string& indicator, const std::string& category) const;
  void AddItems(const assessments::v1::SiteEvidence& site,
                diagnosis::v1::LevelEvidence* level) const;
  void AddFacts(diagnosis::v1::LevelEvidence* level) const;
  void AddAbove(const std::string& organisation, pcsp::type::v1::Level level,
                diagnosis::v1::Evidence* evidence) const;
  int64_t FactsRevision(const std::string& organisation) const;
  void FindNewestBelow();

  std::vector<assessments::v1::SiteEvidence> sites_;
  absl::flat_hash_map<std::string, assessments::v1::SiteFacts> facts_;  // by organisation
  // Level, item or fact, and answer or category, as the knowledge base has them.
  std::set<std::tuple<int, std::string, std::string>> vocabulary_;
  std::set<std::pair<int, std::string>> issues_;  // level and id
  std::set<std::pair<int, std::string>> items_;   // survey items, likewise
  absl::flat_hash_map<std::string, size_t> index_;
  absl::flat_hash_map<std::string, int64_t> below_;  // newest facts below an organisation
  int64_t revision_ = 0;
  std::optional<int64_t> newest_;  // facts revision of the programme when reading began
};

}  // namespace pcsp::gateway
