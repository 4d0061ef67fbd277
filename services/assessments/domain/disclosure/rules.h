// The rules of disclosure control, each with a switch, and the reasons for which something is not
// shown.
#pragma once

namespace pcsp::assessments {

// All on, but in tests that show what each of them is for.
struct DisclosureRules {
  bool minimum = true;        // no cell of fewer people than the threshold
  bool complement = true;     // nor one whose remainder in the team is smaller than that
  bool merging = true;        // staff groups are merged before any of them is left out
  bool secondary = true;      // what is hidden cannot be had by subtraction
  bool unanimity = true;      // no cell in which everybody gave the best or the worst answer
  bool full_response = true;  // no lone answer where everybody is known to have answered
  bool rounding = true;       // means to a decimal, small counts as bands
  bool audit = true;          // nothing hidden can be narrowed down much by bounds
  bool overlap = true;        // nothing can be told apart by groups that overlap, nor by waves
  bool bands = true;          // counts of an open wave are bands
  bool own_words = true;      // words from their own threshold on, and none by taking away

  bool operator==(const DisclosureRules&) const = default;
};

// In the order of Suppression in results.proto.
enum class Hidden {
  kShown = 0,
  kBelowMinimum = 1,  // too few people
  kComplement = 2,    // enough, but too few of the rest of the team
  kSecondary = 3,     // others that are hidden could be had from it
  kUnanimity = 4,     // everybody gave the best or the worst answer
  kOverlap = 5,       // it differs too little from what has been released
  kFullResponse = 6,  // everybody answered, and one answer stands alone
  kNotYetClosed = 7,  // answers are still taken
};

}  // namespace pcsp::assessments
