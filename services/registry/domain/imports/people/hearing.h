// What a row says of a person or an appointment that is known: taken, or disputed.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/registry/domain/conflicts/conflict.h"
#include "services/registry/domain/imports/people/people_rows.h"
#include "services/registry/domain/imports/people/person_finder.h"
#include "services/registry/domain/people/people_fields.h"
#include "services/registry/domain/source.h"

namespace pcsp::registry {

// One field of which the row says something else than is known.
struct Dispute {
  SaidField said;
  Claimant by;  // who has said what is known
  std::string known;
};

// Newer files of people replace what older ones said. A person's word, what this very file says
// elsewhere, and names are not replaced but disputed: a name that differs may be another person.
template <typename T>
class Hearing {
 public:
  // Null `before`: nothing is known yet, and everything is taken. `claimant` must outlive it.
  Hearing(const Claimant& claimant, const T* before, T blank)
      : claimant_(claimant),
        before_(before == nullptr ? std::nullopt : std::optional<T>(*before)),
        after_(before == nullptr ? std::move(blank) : *before) {}

  void Hear(SaidField said) {
    const auto known = before_ ? ValueOf(*before_, said.field) : std::nullopt;
    if (Agrees(said, known)) {
      agreed_.push_back(std::move(said.field));
      return;
    }
    const Claimant by = before_ ? ClaimantOf(before_->stated_by, said.field) : Claimant();
    const bool disputed =
        known && (said.field == kDisplayName || Contradicts(claimant_, by) || by == claimant_);
    if (disputed) {
      disputes_.push_back({std::move(said), by, *known});
      return;
    }
    SetValue(said.field, said.value, after_);
    after_.stated_by[said.field] = claimant_;
    agreed_.push_back(std::move(said.field));
  }

  const std::optional<T>& before() const { return before_; }
  T& after() { return after_; }
  const T& after() const { return after_; }
  bool changed() const { return !before_ || *before_ != after_; }
  const std::vector<Dispute>& disputes() const { return disputes_; }
  // Fields of which nothing is disputed any more. That the file which said what is known says it
  // again settles nothing: it is not news.
  std::vector<std::string> Settled() const {
    std::vector<std::string> settled;
    for (const std::string& field : agreed_) {
      if (!before_ || ClaimantOf(before_->stated_by, field) == claimant_) continue;
      settled.push_back(field);
    }
    return settled;
  }

 private:
  static bool Agrees(const SaidField& said, const std::optional<std::string>& known) {
    if (!known) return said.value == kOpenEnd;
    return said.field == kDisplayName ? SameName(*known, said.value) : *known == said.value;
  }

  const Claimant& claimant_;
  const std::optional<T> before_;
  T after_;
  std::vector<std::string> agreed_;
  std::vector<Dispute> disputes_;
};

}  // namespace pcsp::registry
