#include "gateway/flows/issue_index.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"

namespace pcsp::gateway {
namespace {

constexpr double kItemsAlike =
    0.5;  // correlation of two items' answers of one person, within a site
constexpr double kUsualVariance = 400;

using Scores = std::map<std::string, double>;  // of answer codes, 0 to 100

Scores ScoresOf(const diagnosis::v1::Indicator& indicator) {
  std::vector<std::string> codes;
  for (const auto& category : indicator.categories()) {
    if (!absl::StartsWith(category.code(), "nr_")) codes.push_back(category.code());
  }
  Scores scores;
  for (size_t i = 0; i < codes.size(); ++i) {
    scores[codes[i]] = codes.size() < 2 ? 100 : 100.0 * i / (codes.size() - 1);
  }
  return scores;
}

struct Item {
  Scores scores;
  std::vector<std::string> issues;
};

struct Vocabulary {
  std::map<std::pair<int, std::string>, Item> items;  // by level and code
  // Issues that items of a level tell of, each with its construct.
  std::map<int, std::map<std::string, int>> asked_at;
};

Vocabulary VocabularyOf(const diagnosis::v1::KnowledgeBase& kb) {
  std::map<std::string, int> constructs;
  for (const auto& issue : kb.issues()) constructs[issue.id()] = issue.construct();
  Vocabulary vocabulary;
  for (const auto& indicator : kb.indicators()) {
    if (indicator.kind() != diagnosis::v1::SIGNAL_KIND_SURVEY_ITEM) continue;
    Item& item = vocabulary.items[{indicator.level(), indicator.id()}];
    item.scores = ScoresOf(indicator);
    for (const auto& link : indicator.links()) {
      item.issues.push_back(link.issue());
      vocabulary.asked_at[indicator.level()][link.issue()] = constructs[link.issue()];
    }
  }
  return vocabulary;
}

struct Moments {
  double n = 0, mean = 0, variance = 0;
};

Moments MomentsOf(const Item& item, const assessments::v1::ItemEvidence& answers) {
  double n = 0, sum = 0, squares = 0;
  for (const auto& [answer, count] : answers.answers()) {
    const auto score = item.scores.find(answer);
    if (score == item.scores.end()) continue;
    n += count;
    sum += count * score->second;
    squares += count * score->second * score->second;
  }
  if (n == 0) return {};
  const double mean = sum / n;
  // Answers that stand for a tendency do not say how people differ.
  if (answers.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED) {
    return {n, mean, kUsualVariance};
  }
  return {n, mean, n > 1 ? std::max(0.0, (squares - n * mean * mean) / (n - 1)) : 0};
}

// Sums over the items of one issue at one site.
struct Raw {
  double items = 0, n = 0, mean = 0, variance = 0;
  void Add(const Moments& m) {
    ++items;
    n += m.n;
    mean += m.mean;
    variance += m.variance;
  }
};

// Variance of one person's mean over `items` alike items.
double OfPersons(double item_variance, double items) {
  return item_variance * (1 + (items - 1) * kItemsAlike) / items;
}

// Mean, and variance between sites (the method of moments, weights n; methods.md 1.2).
struct Between {
  double mu = 0, tau2 = 0;
};

Between BetweenSites(const std::vector<IssueIndex*>& sites, double sigma2) {
  double w = 0, ww = 0, wx = 0;
  for (const IssueIndex* site : sites) {
    w += site->people;
    ww += site->people * site->people;
    wx += site->people * site->mean;
  }
  const double mu = wx / w;
  double q = 0;
  for (const IssueIndex* site : sites) {
    q += site->people * (site->mean - mu) * (site->mean - mu) / sigma2;
  }
  const double c = (w - ww / w) / sigma2;
  const double k = static_cast<double>(sites.size());
  return {mu, c > 0 ? std::max(0.0, (q - (k - 1)) / c) : 0};
}

void Shrink(const std::vector<IssueIndex*>& sites, double sigma2) {
  const Between between = BetweenSites(sites, sigma2);
  for (IssueIndex* site : sites) {
    const double noise = sigma2 / site->people;
    const double kept = between.tau2 / (between.tau2 + noise);
    site->shrunk = between.mu + kept * (site->mean - between.mu);
    site->shrunk_se = std::sqrt(std::max(kept * noise, 1e-6));
  }
}

bool Counted(const assessments::v1::ItemEvidence& answers) {
  return answers.suppression() == assessments::v1::SUPPRESSION_UNSPECIFIED;
}

// The items that are counted at `site`, and in the other wave too where it has the site.
std::set<std::string> Comparable(const assessments::v1::SiteEvidence& site,
                                 const assessments::v1::SiteEvidence* other) {
  std::set<std::string> counted, both;
  for (const auto& answers : site.items()) {
    if (Counted(answers)) counted.insert(answers.item());
  }
  if (other == nullptr) return counted;
  for (const auto& answers : other->items()) {
    if (Counted(answers) && counted.contains(answers.item())) both.insert(answers.item());
  }
  return both;
}

using RawByIssue = std::map<std::string, Raw>;

// What the items say that `use` takes.
template <typename Use>
RawByIssue FromItems(const Vocabulary& vocabulary, const assessments::v1::SiteEvidence& site,
                     Use use) {
  RawByIssue raw;
  for (const auto& answers : site.items()) {
    const auto item = vocabulary.items.find({site.level(), answers.item()});
    if (item == vocabulary.items.end() || !use(answers)) continue;
    const Moments moments = MomentsOf(item->second, answers);
    if (moments.n == 0) continue;
    for (const std::string& issue : item->second.issues) raw[issue].Add(moments);
  }
  return raw;
}

const ShownMean* Find(const ShownMeans& means, const std::string& organisation, int construct) {
  const auto found = means.find({organisation, construct});
  return found == means.end() ? nullptr : &found->second;
}

// `elsewhere`: the same site in `other`, nullptr when that has not it.
RawByIssue OfSite(const Vocabulary& vocabulary, const assessments::v1::SiteEvidence& site,
                  const assessments::v1::SiteEvidence* elsewhere, const ShownMeans& means,
                  const ShownMeans& means_elsewhere) {
  const std::string& name = site.organisation();
  const std::set<std::string> comparable = Comparable(site, elsewhere);
  RawByIssue raw = FromItems(vocabulary, site, [&](const assessments::v1::ItemEvidence& answers) {
    return comparable.contains(answers.item());
  });
  const RawByIssue told =
      FromItems(vocabulary, site, [](const assessments::v1::ItemEvidence&) { return true; });
  const auto at_level = vocabulary.asked_at.find(site.level());
  if (at_level == vocabulary.asked_at.end()) return raw;
  for (const auto& [issue, construct] : at_level->second) {
    if (raw.contains(issue)) continue;
    const ShownMean* mean = Find(means, name, construct);
    const bool both = elsewhere == nullptr || Find(means_elsewhere, name, construct) != nullptr;
    if (mean != nullptr && both) {
      raw[issue].Add({mean->people, mean->mean, kUsualVariance});
    } else if (const auto tendency = told.find(issue); tendency != told.end()) {
      raw[issue] = tendency->second;
    }
  }
  return raw;
}

}  // namespace

IssueIndices IndicesOf(const WaveAnswers& wave, const WaveAnswers& other,
                       const diagnosis::v1::KnowledgeBase& kb) {
  const Vocabulary vocabulary = VocabularyOf(kb);
  std::map<std::string, std::map<std::string, Raw>> raw;  // issue, organisation
  absl::flat_hash_map<std::string, const assessments::v1::SiteEvidence*> elsewhere;
  for (const auto& site : other.sites) elsewhere[site.organisation()] = &site;
  for (const auto& site : wave.sites) {
    const auto same = elsewhere.find(site.organisation());
    for (const auto& [issue, sums] :
         OfSite(vocabulary, site, same == elsewhere.end() ? nullptr : same->second, wave.constructs,
                other.constructs)) {
      raw[issue][site.organisation()] = sums;
    }
  }
  IssueIndices indices;
  for (const auto& [issue, sites] : raw) {
    double people = 0, variance = 0;
    std::vector<IssueIndex*> all;
    for (const auto& [organisation, sums] : sites) {
      IssueIndex& index = indices.sites[{organisation, issue}];
      index.mean = sums.mean / sums.items;
      index.people = sums.n / sums.items;
      people += index.people;
      variance += index.people * OfPersons(sums.variance / sums.items, sums.items);
      all.push_back(&index);
    }
    const double sigma2 = variance > 0 ? variance / people : kUsualVariance;
    indices.variance_within[issue] = sigma2;
    Shrink(all, sigma2);
  }
  return indices;
}

}  // namespace pcsp::gateway
