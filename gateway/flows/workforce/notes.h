// What a forecast rests on besides what is recorded, in words.
#pragma once

#include <string>
#include <vector>

namespace pcsp::gateway {

struct Notes {
  std::vector<std::string> assumed;
  std::vector<std::string> missing;  // not known, and left out
};

}  // namespace pcsp::gateway
