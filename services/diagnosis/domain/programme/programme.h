// A whole programme diagnosed together (methods.md 2.3): systems, their steering groups, and the
// practices of these, each with evidence of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/programme/message.h"
#include "services/diagnosis/domain/programme/programme_model.h"
#include "services/diagnosis/domain/programme/site_view.h"
#include "services/diagnosis/domain/programme/standing.h"

namespace pcsp::diagnosis {

// What a site says goes up as a message, and messages add up: when the evidence of one site
// changes, that site's message and those of the at most two sites above it are made anew. Whatever
// is asked afterwards of any site is right; a site's probabilities are worked out when they are
// first asked for after a change under the same system. What others say reaches a site without what
// it said itself, so that no evidence counts twice.
//
// A practice that is asked again while nothing of its own has changed is not worked out from its
// evidence: it takes in what is believed above it now (SiteView); and where the change cannot move
// any of its probabilities by more than kTolerance (Standing), it stays as it is. That is measured
// from the time when it was last worked out, so tolerances do not add up.
//
// A level counts what the sites below it say with a discount, because they share more than the
// issues of the network: `discount` = 1 is exact inference over the whole programme.
// Not thread-safe. The model must outlive it.
class Programme {
 public:
  using Site = int;
  static constexpr double kDiscount = 0.5;
  static constexpr double kTolerance = 1e-13;

  // Sites are heard only where at least so many speak: of those below, and of those beside. What a
  // few say could be worked out from what is made of it.
  struct Fewest {
    int below = 0, beside = 0;
  };

  explicit Programme(const ProgrammeModel& model, double discount = kDiscount)
      : Programme(*model.model, model, discount, {}) {}
  Programme(const Model& model, const ProgrammeModel& programme, double discount, Fewest fewest);

  // `parent` is a site of a level above; nothing: none is known. A level that is left out (a
  // practice under a system, a group under nothing) stands for itself: it takes part with its
  // prior, for this one site, and discounts nothing. The
  // parent must exist and be above.
  Site Add(Level level, std::optional<Site> parent);

  // Replaces all that is known of the site itself. INVALID_FIELDS with every violation, also when
  // the level is another than the site's. IMPOSSIBLE_EVIDENCE. A site that fails stays as it was.
  absl::Status SetEvidence(Site site, const LevelEvidence& evidence);

  // The probability of each issue of the site's level, in the order of
  // ProgrammeModel::at(level).subjects. Valid until the next call of anything. IMPOSSIBLE_EVIDENCE.
  absl::StatusOr<absl::Span<const double>> Probabilities(Site site);

  // What the site says to the one above it; a table for each part of ProgrammeModel::sender().
  const Message& Says(Site site) const { return nodes_[site].says; }

  // What the other sites say of this one. Scopes are those of ProgrammeModel::at(level).
  Surroundings SurroundingsOf(Site site) const;

  // The whole diagnosis of the site, of which `earlier` was found before. IMPOSSIBLE_EVIDENCE.
  absl::StatusOr<Diagnosis> Diagnose(Site site, const DiagnoseOptions& options,
                                     std::vector<OddsShift> earlier = {}) const;

 private:
  struct Node {
    Level level;
    int parent;
    double discount;        // of what the sites below say
    Observations evidence;  // its own
    Message says;           // to the parent
    Message hears;          // the sum of what the sites below say
    int voices = 0;         // sites below that something is known of
    uint64_t changes = 0;   // under this site, itself included
    uint64_t told = 0;      // changes of its own evidence
    uint64_t own = 0;       // changes of its own evidence and of what it hears from below
    // Of the last reading: changes of the root then, and of `own`; empty where there was none.
    uint64_t seen = 0;
    uint64_t own_seen = 0;
    std::vector<double> probabilities;
    // Of practices: what makes the next reading quick, and the doubt above at the last.
    std::optional<SiteView> view;
    double doubt = 0;
    Standing standing;  // for the practices of a group
  };
  // A belief with the site that it is of, at which change of its root and of its own.
  struct Calibrated {
    Belief belief;
    int site = -1;
    uint64_t now = 0;
    uint64_t own = 0;
  };
  // What making messages of one level needs over and over.
  struct Scratch {
    std::vector<EvidenceTables> tables;  // of each part of the sender
    std::vector<Belief> beliefs;
    std::vector<double> table;
  };

  int AddNode(Level level, int parent, double discount);
  int Root(int node) const;
  bool MakeMessage(const Node& node, const Observations& evidence, Message* message);
  void AddEvidence(const Observations& evidence, const Sender& sender, Scratch* scratch) const;
  void Hear(const Node& node, Scratch* scratch) const;
  void PassOn(int node, const Message& before);
  void Collect(const Message& sum, Level from, Level reader, double discount,
               std::vector<LogTable>* tables) const;
  Observations EvidenceFor(int node) const;
  // Each gives false or null where what is heard is impossible.
  const Belief* BeliefOf(int site, uint64_t now);
  const Standing* StandingOf(int site, uint64_t now);
  bool StillHolds(const Node& node, uint64_t now);
  bool ReadFromAbove(Node* node, uint64_t now);
  bool ReadAnew(int site, uint64_t now);
  void LookCloser(Node* node, uint64_t now);

  const Model& engine_;
  const ProgrammeModel& model_;
  const double discount_;
  const Fewest fewest_;
  std::vector<Node> nodes_;
  std::vector<Scratch> scratch_;     // by Level
  std::vector<Calibrated> beliefs_;  // by Level
  std::optional<Belief> above_;      // scratch of a reading
};

}  // namespace pcsp::diagnosis
