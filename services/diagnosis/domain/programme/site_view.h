// What a site makes of what lies above it, kept so that it need not be worked out again while only
// that changes.
#pragma once

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "services/diagnosis/domain/engine/belief.h"
#include "services/diagnosis/domain/programme/message.h"
#include "services/diagnosis/domain/programme/programme_model.h"

namespace pcsp::diagnosis {

// Given the issues of the interface of one part of a site (Sender::Part), the part's own issues
// depend on nothing else above or beside. So the site's own evidence and that from below are in
// two things that no change elsewhere touches: how likely each own issue is in each state of an
// interface, and what the site says of these states.
class SiteView {
 public:
  // `calibrated` has the belief of each part of the sender, given all that the site knows of
  // itself and hears from below; `says` is the site's message. A site is heard by the one above
  // with `discount`, so what it hears back has that much of its own message in it: the rest,
  // 1 - discount, is still to be taken in.
  SiteView(const Sender& sender, const std::vector<Belief>& calibrated, const Message& says,
           double discount);

  // Writes the probabilities of the own issues of all parts, by their place among the subjects of
  // the level. `above` is the belief of the site above, with all that it hears; it takes in what
  // this site has still to say, at `scopes`, one for each part. False when that is impossible; what
  // is written is then of no use.
  bool Read(const Sender& sender, const std::vector<int>& scopes, Belief* above,
            absl::Span<double> probabilities) const;

  // By at most this factor a small change of what is believed above grows on its way here: where
  // the joint of all issues above moves by t in total variation, no probability here moves by more
  // than amplification() * t.
  double amplification() const { return amplification_; }

 private:
  std::vector<double> given_;  // for each part, own issue and state: P(issue | state)
  std::vector<double> rest_;   // e^((1 - discount) says), as it lies in the message
  double amplification_ = 2;
};

}  // namespace pcsp::diagnosis
