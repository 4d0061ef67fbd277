// What people who know a site say of a finding.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/diagnosis/domain/names.h"

namespace pcsp::diagnosis {

enum class ReviewVerdict { kConfirmed, kRejected };

// Never changed but by being withdrawn.
struct Review {
  DiagnosisName diagnosis;
  std::string id;
  std::string issue;
  std::optional<ReviewVerdict> verdict;  // nothing: a violation
  std::string reason;
  std::string reviewer;
  bool blind = false;
  double probability = 0;       // that the diagnosis gave
  double raw_probability = 0;   // before any calibration map
  double show_probability = 1;  // the chance that the finding came before a reviewer at all
  bool overrides = false;
  absl::Time create_time;
  std::optional<absl::Time> withdraw_time;

  bool operator==(const Review&) const = default;
};

inline constexpr size_t kLongestReason = 2000;
inline constexpr size_t kLongestReviewer = 200;

// A confirmed finding of less than an even chance, or a rejected one of more, overrides what the
// diagnosis said.
bool Overrides(ReviewVerdict verdict, double probability);

// Adds what is wrong to `violations`, as `review.issue`. `probability` is that of the finding;
// nothing if nobody is asked about one on the issue (AskedAbout), which is a violation as well.
void Validate(const Review& review, std::optional<double> probability, Violations* violations);

// The verdicts on one finding that count, each of another reviewer.
struct Coded {
  DiagnosisName diagnosis;
  std::string issue;
  int confirmed = 0, rejected = 0;
};

struct Agreement {
  int double_coded = 0;         // findings with two or more verdicts
  int agreed = 0;               // of these, with one voice
  std::optional<double> alpha;  // Krippendorff's, nominal
  std::vector<Coded> disagreements;
};

// Krippendorff's alpha = 1 - observed / expected disagreement over the double-coded findings; of
// two kinds of verdict. Absent with fewer than two such findings, or if all verdicts are the same.
Agreement AgreementOf(absl::Span<const Coded> findings);

}  // namespace pcsp::diagnosis
