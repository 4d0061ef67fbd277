#include "gateway/rest/nearest_paths.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace pcsp::rest {
namespace {

// The price of a missing, extra or unlike segment is 1; a misspelt one costs its share of letters.
constexpr double kNear = 1.5;
constexpr double kAsNear = 0.5;  // as the nearest: what is further off is not worth naming
constexpr size_t kMaxSegments = 12;
constexpr size_t kMaxSegmentBytes = 64;
constexpr size_t kMaxSuggestions = 3;

// The edit distance of two sequences, with 1 for an insertion or a deletion.
template <typename A, typename B, typename Cost>
double EditDistance(const A& a, const B& b, Cost cost) {
  std::vector<double> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<double>(j);
  for (size_t i = 0; i < a.size(); ++i) {
    double diagonal = row[0];
    row[0] = static_cast<double>(i + 1);
    for (size_t j = 0; j < b.size(); ++j) {
      const double replaced = diagonal + cost(a[i], b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

double WordDistance(absl::string_view a, absl::string_view b) {
  if (a == b) return 0;
  const double letters = EditDistance(a, b, [](char x, char y) {
    return absl::ascii_tolower(x) == absl::ascii_tolower(y) ? 0 : 1;
  });
  return std::min(1.0, letters / static_cast<double>(std::max(a.size(), b.size())) + 0.01);
}

double SegmentDistance(const std::string& given, const TemplateSegment& wanted) {
  if (wanted.kind != TemplateSegment::Kind::kLiteral) return given.empty() ? 1 : 0;
  return WordDistance(given, wanted.literal);
}

double Distance(const std::vector<std::string>& segments, absl::string_view verb,
                const PathTemplate& path) {
  const double verbs = verb == path.verb ? 0 : WordDistance(verb, path.verb);
  return verbs + EditDistance(segments, path.segments, SegmentDistance);
}

}  // namespace

std::vector<std::string> NearestPaths(const std::vector<std::string>& segments,
                                      const std::vector<std::unique_ptr<Route>>& routes) {
  if (segments.size() > kMaxSegments) return {};
  for (const std::string& segment : segments) {
    if (segment.size() > kMaxSegmentBytes) return {};
  }
  std::vector<std::string> bare = segments;
  std::string verb;
  if (const size_t colon = bare.back().rfind(':'); colon != std::string::npos) {
    verb = bare.back().substr(colon + 1);
    bare.back().resize(colon);
  }
  std::vector<std::pair<double, std::string>> ranked;
  for (const auto& route : routes) {
    const double distance = Distance(bare, verb, route->path);
    if (distance <= kNear) {
      ranked.emplace_back(distance, absl::StrCat(route->http_method, " ", route->pattern));
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> nearest;
  for (auto& [distance, text] : ranked) {
    if (nearest.size() == kMaxSuggestions || distance > ranked.front().first + kAsNear) break;
    nearest.push_back(std::move(text));
  }
  return nearest;
}

}  // namespace pcsp::rest
