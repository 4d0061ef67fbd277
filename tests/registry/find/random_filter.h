// Organisations and filters by chance, for properties that hold of all of them.
#pragma once

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "services/registry/domain/organisation.h"

namespace pcsp::registry {

// A filter as text, and what it means, said without the parser.
struct RandomFilter {
  std::string text;
  std::function<bool(const Organisation&)> matches;
};

class FilterMaker {
 public:
  explicit FilterMaker(unsigned seed) : random_(seed) {}

  // From a few names, codes and dates, so that comparisons meet.
  Organisation MakeOrganisation(int number);
  // `below(a, b)` says whether b belongs to a.
  RandomFilter MakeFilter(int depth,
                          const std::function<bool(const std::string&, const std::string&)>& below);

 private:
  int Pick(int n) { return static_cast<int>(random_() % n); }
  template <typename T, size_t N>
  const T& Of(const T (&values)[N]) {
    return values[Pick(N)];
  }
  RandomFilter Comparison();
  RandomFilter WordComparison();
  RandomFilter DateComparison();
  RandomFilter TextComparison();
  std::string Quoted(const std::string& text);

  std::mt19937 random_;
};

}  // namespace pcsp::registry
