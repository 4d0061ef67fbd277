// bench_scoring INSTRUMENT ROUNDS TEAM_CSV: what scoring takes by itself, without a server.
//
// Prints one JSON object: microseconds a site-wave for alpha and item statistics and for all
// statistics of a site, and billions of bytes a second for histograms of packed rows, beside those
// of reading the same memory.
#include <time.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/assessments/domain/instrument_loader.h"
#include "services/assessments/domain/reliability/reliability.h"
#include "services/assessments/domain/scoring/answer_histogram.h"
#include "services/assessments/domain/scoring/site_statistics.h"

namespace pcsp::assessments {
namespace {

constexpr double kRoundSeconds = 0.2;
constexpr int kTeam = 20;
constexpr int kSites = 64;
constexpr size_t kBytes = size_t{240} << 20;  // well beyond any cache

// Seconds of processor time of this thread: other processes do not count.
double Now() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Answers that go together, as people's do.
std::vector<std::string> Team(int items, std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  std::vector<std::string> rows(kTeam);
  for (std::string& row : rows) {
    const double person = normal(random);
    for (int i = 0; i < items; ++i) {
      const double step = 3.3 + .8 * person + .7 * normal(random);
      row += static_cast<char>('0' + std::min(5, std::max(1, static_cast<int>(step))));
    }
  }
  return rows;
}

template <typename Work>
double MicrosASite(const Work& work) {
  const double start = Now();
  int64_t calls = 0;
  for (; Now() - start < kRoundSeconds; calls += kSites) work();
  return 1e6 * (Now() - start) / static_cast<double>(calls);
}

double checksum = 0;  // keeps the work from being left out

// As wide as the processor reads without being asked for more than every one of its kind has.
double Bandwidth(const std::string& bytes) {
  using Words = uint64_t __attribute__((vector_size(16)));
  const double start = Now();
  Words sums[8] = {};
  for (size_t at = 0; at + sizeof(sums) <= bytes.size(); at += sizeof(sums)) {
    Words words[8];
    std::memcpy(words, bytes.data() + at, sizeof(words));
    for (int i = 0; i < 8; ++i) sums[i] += words[i];
  }
  for (const Words& sum : sums) checksum += static_cast<double>((sum[0] ^ sum[1]) & 1);
  return 1e-9 * static_cast<double>(bytes.size()) / (Now() - start);
}

double Histograms(const std::string& bytes, int items) {
  const double start = Now();
  AnswerHistogram histogram(items, "012345abc");
  histogram.Add(bytes);
  checksum += static_cast<double>(histogram.count(0, 3));
  return 1e-9 * static_cast<double>(bytes.size()) / (Now() - start);
}

// The first team as a table for other programs.
void WriteTeam(const std::vector<std::string>& rows, const std::string& path) {
  std::ofstream out(path);
  for (size_t i = 0; i < rows.front().size(); ++i) out << (i ? "," : "") << "i" << i;
  out << "\n";
  for (const std::string& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) out << (i ? "," : "") << row[i];
    out << "\n";
  }
}

int Main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: bench_scoring INSTRUMENT ROUNDS TEAM_CSV\n";
    return 2;
  }
  const auto instrument = LoadInstrument(argv[1]);
  if (!instrument.ok()) {
    std::cerr << "bench_scoring: " << instrument.status() << "\n";
    return 1;
  }
  const int items = static_cast<int>(instrument->items.size());
  const PairPlan pairs(*instrument);
  const StatisticsPlan plan(*instrument);
  std::mt19937_64 random(7);
  std::vector<std::vector<std::string>> sites;
  for (int s = 0; s < kSites; ++s) sites.push_back(Team(items, random));
  WriteTeam(sites.front(), argv[3]);
  std::vector<int> all;
  for (int i = 0; i < items; ++i) all.push_back(i);

  const auto reliability = [&](Factor factor) {
    return [&, factor] {
      for (const auto& rows : sites) {
        PairStatistics stats;
        for (const std::string& row : rows) pairs.Add(row, stats);
        checksum += ReliabilityOf(pairs, stats, all, factor).standardised_alpha.value_or(0);
      }
    };
  };
  const auto statistics = [&] {
    for (const auto& rows : sites) {
      SiteStatistics stats;
      for (const std::string& row : rows) plan.Add(row, stats);
      checksum += static_cast<double>(stats.constructs[0].sum);
    }
  };
  std::string bytes;
  bytes.reserve(kBytes);
  while (bytes.size() + items <= kBytes) bytes += sites[random() % kSites][random() % kTeam];

  std::vector<double> alpha, omega, counting, histogram, memory;
  for (int round = std::atoi(argv[2]); round > 0; --round) {
    alpha.push_back(MicrosASite(reliability(Factor::kNone)));
    omega.push_back(MicrosASite(reliability(Factor::kOne)));
    counting.push_back(MicrosASite(statistics));
    histogram.push_back(Histograms(bytes, items));
    memory.push_back(Bandwidth(bytes));
  }
  const auto list = [](const std::vector<double>& values) {
    return absl::StrCat("[", absl::StrJoin(values, ","), "]");
  };
  std::cout << "{\"people\":" << kTeam << ",\"items\":" << items << ",\"alpha\":" << list(alpha)
            << ",\"omega\":" << list(omega) << ",\"statistics\":" << list(counting)
            << ",\"histogram\":" << list(histogram) << ",\"memory\":" << list(memory)
            << ",\"checksum\":" << checksum << "}\n";
  return 0;
}

}  // namespace
}  // namespace pcsp::assessments

int main(int argc, char** argv) { return pcsp::assessments::Main(argc, argv); }
