// Keys that hold everything that can change the answer (operations.md 5.2).
#pragma once

#include <string>
#include <vector>

namespace pcsp {

struct CacheKey {
  std::string scope;     // the programme's uid: keeps its keys in one slot of a Redis cluster
  std::string service;   // "diagnosis"
  std::string kind;      // "board"
  int schema = 1;        // of the value's bytes
  int algorithm = 1;     // of the computation
  int policy = 1;        // of disclosure control
  std::string revision;  // of what the value is computed from
  std::vector<std::string> arguments;  // everything else, in a fixed order

  // `pcsp:{scope}:service:kind:s1a1p1:revision:<SHA-256>`; the hash covers every field, so that
  // odd characters in one cannot make the key of another.
  std::string ToString() const;
};

}  // namespace pcsp
