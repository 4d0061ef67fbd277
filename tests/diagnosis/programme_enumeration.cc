#include "tests/diagnosis/programme_enumeration.h"

#include <cmath>
#include <map>

namespace pcsp::diagnosis::testing {
namespace {

using State = std::map<std::string, bool>;  // issues of one site and of the sites above it

double Spared(double spared, const std::vector<Link>& links, const State& state) {
  for (const Link& link : links) {
    if (state.at(link.issue)) spared *= 1 - link.strength;
  }
  return spared;
}

double Likelihood(const Indicator& indicator, const Observation& piece, const State& state) {
  const double q = 1 - Spared(1 - indicator.leak, indicator.links, state);
  double n = 0, log = 0;
  for (size_t k = 0; k < piece.counts.size(); ++k) {
    const double a = indicator.kappa * ((1 - q) * indicator.healthy[k] + q * indicator.troubled[k]);
    const double count = static_cast<double>(piece.counts[k]);
    n += count;
    log += std::lgamma(count + a) - std::lgamma(a);
  }
  log += std::lgamma(indicator.kappa) - std::lgamma(n + indicator.kappa);
  return std::exp(indicator.eta * log);
}

class Tree {
 public:
  Tree(const KnowledgeBase& kb, const std::vector<SiteCase>& sites) : kb_(kb), sites_(sites) {}

  std::vector<const Issue*> Own(int site) const {
    std::vector<const Issue*> own;
    for (const Issue& issue : kb_.issues) {
      if (issue.level == sites_[site].level) own.push_back(&issue);
    }
    return own;
  }

  // Calls f(state, weight) for every state of the site's own issues, given those above it; the
  // weight is their prior times the likelihood of the site's evidence.
  template <typename F>
  void ForEach(int site, const State& above, F f) const {
    const auto own = Own(site);
    for (int s = 0; s < 1 << own.size(); ++s) {
      State state = above;
      double weight = 1;
      for (size_t i = 0; i < own.size(); ++i) state[own[i]->id] = s >> i & 1;
      for (const Issue* issue : own) {
        const double absent = Spared(1 - issue->prior, issue->parents, state);
        weight *= state.at(issue->id) ? 1 - absent : absent;
      }
      for (const Observation& piece : sites_[site].pieces) {
        weight *= Likelihood(kb_.indicators[piece.indicator], piece, state);
      }
      f(state, weight);
    }
  }

  // P(evidence of the site and all below it | the state above), each level's sum discounted.
  double Says(int site, const State& above, double discount) const {
    double sum = 0;
    ForEach(site, above, [&](const State& state, double weight) {
      sum += weight * Hears(site, /*but=*/-1, state, discount);
    });
    return sum;
  }

  // What the children of `site` say of its state, without the child `but`.
  double Hears(int site, int but, const State& state, double discount) const {
    double log = 0;
    for (int child = 0; child < static_cast<int>(sites_.size()); ++child) {
      if (sites_[child].parent == site && child != but) {
        log += std::log(Says(child, state, discount));
      }
    }
    return std::exp(discount * log);
  }

  // Adds to `holds` and `total` all states of the sites from `path[depth]` down to its last.
  void Descend(const std::vector<int>& path, size_t depth, const State& above, double weight,
               double discount, std::vector<double>* holds, double* total) const {
    const bool last = depth + 1 == path.size();
    ForEach(path[depth], above, [&](const State& state, double own) {
      const double all =
          weight * own * Hears(path[depth], last ? -1 : path[depth + 1], state, discount);
      if (!last) return Descend(path, depth + 1, state, all, discount, holds, total);
      const auto issues = Own(path[depth]);
      for (size_t i = 0; i < issues.size(); ++i) {
        if (state.at(issues[i]->id)) (*holds)[i] += all;
      }
      *total += all;
    });
  }

  // Adds up the product over all sites from `site` on, and where each issue holds.
  void Product(size_t site, std::vector<State>* states, double weight,
               std::vector<std::vector<double>>* holds, double* total) const {
    if (site == sites_.size()) {
      *total += weight;
      for (size_t at = 0; at < sites_.size(); ++at) {
        const auto own = Own(static_cast<int>(at));
        for (size_t i = 0; i < own.size(); ++i) {
          if ((*states)[at].at(own[i]->id)) (*holds)[at][i] += weight;
        }
      }
      return;
    }
    const int parent = sites_[site].parent;
    const State above = parent < 0 ? State() : (*states)[parent];
    ForEach(static_cast<int>(site), above, [&](const State& state, double own) {
      (*states)[site] = state;
      Product(site + 1, states, weight * own, holds, total);
    });
  }

 private:
  const KnowledgeBase& kb_;
  const std::vector<SiteCase>& sites_;
};

}  // namespace

std::vector<std::vector<double>> EnumerateProgramme(const KnowledgeBase& kb,
                                                    const std::vector<SiteCase>& sites) {
  const Tree tree(kb, sites);
  std::vector<std::vector<double>> holds;
  for (size_t s = 0; s < sites.size(); ++s) {
    holds.emplace_back(tree.Own(static_cast<int>(s)).size());
  }
  std::vector<State> states(sites.size());
  double total = 0;
  tree.Product(0, &states, 1, &holds, &total);
  for (auto& site : holds) {
    for (double& p : site) p /= total;
  }
  return holds;
}

std::vector<double> EnumerateDiscounted(const KnowledgeBase& kb, const std::vector<SiteCase>& sites,
                                        int site, double discount) {
  const Tree tree(kb, sites);
  std::vector<int> path = {site};
  while (sites[path.front()].parent >= 0) path.insert(path.begin(), sites[path.front()].parent);
  std::vector<double> holds(tree.Own(site).size());
  double total = 0;
  tree.Descend(path, 0, {}, 1, discount, &holds, &total);
  for (double& p : holds) p /= total;
  return holds;
}

}  // namespace pcsp::diagnosis::testing
