// A level cut into the parts that speak to the levels above independently (methods.md 2.3).
//
// Given the issues of upper levels, issues of a level that share no evidence are independent. What
// such a part says of what lies above is a table over the few upper issues that it touches, its
// interface: a handful of small tables instead of one over every upper issue.
#pragma once

#include <vector>

#include "services/diagnosis/domain/engine/network.h"

namespace pcsp::diagnosis {

struct Fragment {
  // What a fragment of the level below says, and where it enters here.
  struct Entry {
    int fragment;  // of the level below
    int set;       // in NetworkParts::together
  };

  // The fragment's issues, and its interface with a flat prior. The interface is the first set.
  NetworkParts parts;
  std::vector<int> interface;  // issues of levels above, ascending; never empty
  std::vector<Entry> received;
};

// The fragments of `level`, whose sites receive what the fragments `below` say. A part that
// touches nothing above has nothing to say and is left out. What passes `level` by, from below to
// the levels above it, is a fragment without issues of its own.
std::vector<Fragment> CutLevel(const KnowledgeBase& kb, Level level,
                               const std::vector<Fragment>& below);

}  // namespace pcsp::diagnosis
