// Which indicators answer as the knowledge base does not expect, given everything else that is
// known of a site: a wrong link costs more than a wrong number (methods.md 6).
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/diagnosis/domain/evidence.h"

namespace pcsp::diagnosis {

struct IndicatorSurprise {
  int indicator = 0;          // index into the knowledge base
  int cases = 0;              // sites that answered it
  double surprise = 0;        // mean -ln P(its answers | all other evidence), in nats
  double excess_bits = 0;     // mean over sites: bits an answer takes beyond what was expected
  double standard_error = 0;  // of excess_bits; 0 with one site
  std::vector<double> expected, observed;  // mean shares of answers over sites

  // Surely surprising, not by chance: the lower end of a one-sided interval.
  double sure_bits() const { return excess_bits - 2 * standard_error; }
};

// Adds up over sites. Not thread-safe; the model must outlive it.
class SurpriseMeter {
 public:
  explicit SurpriseMeter(const Model& model);

  // IMPOSSIBLE_EVIDENCE, and then nothing is added. Only indicators of the subject's own level.
  absl::Status Add(const Observations& observations);

  // The `most` most surprising that at least `least_cases` sites answered, the surest first.
  std::vector<IndicatorSurprise> Ranked(int most = 10, int least_cases = 5) const;

 private:
  struct Sums {
    int cases = 0;
    double surprise = 0, excess = 0, squares = 0;
    std::vector<double> expected, observed;
  };
  void AddPiece(const Observation& piece, const std::vector<double>& logs,
                std::vector<double> joint);

  const Model& model_;
  std::vector<Sums> sums_;  // by indicator
};

}  // namespace pcsp::diagnosis
