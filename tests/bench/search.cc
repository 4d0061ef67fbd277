// Searches of a library of solutions by its size. One figure a line: name, value, unit. Times are
// of the processor.
#include "services/planning/domain/library/search.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace pcsp::planning {
namespace {

constexpr int kVocabulary = 3000;
constexpr int kQueries = 50;

// Milliseconds of processor time of this thread: other processes do not count.
double Now() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

// Made-up words; a few of them are said often, as in any language.
class Writer {
 public:
  Writer() {
    for (int i = 0; i < kVocabulary; ++i) {
      std::string& word = words_.emplace_back();
      for (size_t letters = 2 + random_() % 9; letters > 0; --letters) {
        word += static_cast<char>('a' + random_() % 26);
      }
    }
  }

  std::string Word() {
    const double often = std::uniform_real_distribution<double>(0, 1)(random_);
    return words_[static_cast<size_t>(kVocabulary * std::pow(often, 3))];
  }

  std::string Text(int words) {
    std::string text = Word();
    for (int i = 1; i < words; ++i) absl::StrAppend(&text, " ", Word());
    return text;
  }

  // As long as those that ship.
  Solution Write(int number) {
    Solution solution;
    solution.id = absl::StrCat("solution-", number);
    solution.title = Text(7);
    solution.action = Text(30);
    solution.target = Text(6);
    solution.justification = Text(25);
    solution.expected_outcome = Text(12);
    for (int core = 0; core < 3; ++core) {
      solution.core_functions.push_back({absl::StrCat("core-", core), Text(12)});
    }
    solution.answers = {"an-issue", "another"};
    return solution;
  }

  // Three words, one of them with two letters swapped.
  std::string Query() {
    std::string slip = Word();
    std::swap(slip[slip.size() / 2], slip[slip.size() / 2 - 1]);
    return absl::StrCat(Word(), " ", slip, " ", Word());
  }

 private:
  std::mt19937_64 random_{1};
  std::vector<std::string> words_;
};

void Time(int size) {
  Writer writer;
  std::vector<Solution> library;
  for (int i = 0; i < size; ++i) library.push_back(writer.Write(i));
  std::vector<const Solution*> all;
  for (const Solution& solution : library) all.push_back(&solution);
  const IssueTitles titles = {{"an-issue", writer.Text(6)}, {"another", writer.Text(6)}};
  std::vector<double> times;
  size_t found = 0;
  for (int i = 0; i < kQueries; ++i) {
    const std::string query = writer.Query();
    const double start = Now();
    found += Search(all, titles, query, 50).solutions.size();
    times.push_back(Now() - start);
  }
  if (found == 0) std::cerr << "nothing was found\n";
  std::sort(times.begin(), times.end());
  std::cout << "search " << size << " solutions, median\t" << times[times.size() / 2] << "\tms\n"
            << "search " << size << " solutions, slowest\t" << times.back() << "\tms\n";
}

}  // namespace
}  // namespace pcsp::planning

int main() {
  for (const int size : {200, 2000, 10000}) pcsp::planning::Time(size);
}
