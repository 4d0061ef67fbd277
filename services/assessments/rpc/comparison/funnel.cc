// GetFunnel.
#include "services/assessments/domain/comparison/funnel.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 1000;

v1::FunnelStanding ToProto(Standing standing) {
  switch (standing) {
    case Standing::kBelow:
      return v1::FUNNEL_STANDING_BELOW;
    case Standing::kAbove:
      return v1::FUNNEL_STANDING_ABOVE;
    case Standing::kAsExpected:
      break;
  }
  return v1::FUNNEL_STANDING_AS_EXPECTED;
}

// The funnel of what is shown, some of it roughly: nothing else is in any figure of it.
struct ShownFunnel {
  Funnel funnel;
  std::vector<Hidden> why;         // by point
  std::vector<Outgoing> outgoing;  // by point
  double step = 0;                 // of centre and limits
};

ShownFunnel FunnelOf(const WaveResults& results, Level level, Construct construct) {
  ShownFunnel shown;
  std::vector<SiteMean> means;
  Outgoing all;
  for (const WaveSite& site : results.frozen->sites) {
    if (site.level != level) continue;
    const Cell cell = CellOf(results, site, construct);
    const auto people = static_cast<int64_t>(cell.mean.people);
    Outgoing& own = shown.outgoing.emplace_back();
    if (cell.why == Hidden::kShown) {
      Add(results, site, people, &own);
      Add(results, site, people, &all);
    }
    shown.why.push_back(cell.why);
    means.push_back(cell.mean);
  }
  shown.funnel = FunnelOf(means, EstimatePool(means));
  shown.step = all.pool_step();
  return shown;
}

// The point as it leaves.
FunnelPoint PointOf(const ShownFunnel& shown, size_t i) {
  FunnelPoint point = shown.funnel.points[i];
  const Outgoing& outgoing = shown.outgoing[i];
  point.people = outgoing.count().low;
  point.most = outgoing.count().high;
  point.mean = Rounded(point.mean, outgoing.mean_step());
  SetLimits(shown.funnel, point.people, point);
  for (double* x : {&point.low95, &point.high95, &point.low998, &point.high998}) {
    *x = Rounded(*x, shown.step);
  }
  const double share = outgoing.share_step();
  if (share > 0) point.q = RoundedShare(std::ceil(point.q / share) * share);
  return point;
}

void SetPoint(const ShownFunnel& shown, size_t i, v1::FunnelPoint* message) {
  if (shown.why[i] != Hidden::kShown) {
    message->set_suppression(ToProto(shown.why[i]));
    return;
  }
  const FunnelPoint point = PointOf(shown, i);
  message->set_respondents(static_cast<int>(point.people));
  message->set_respondents_most(static_cast<int>(point.most));
  message->set_mean(point.mean);
  SetInterval(point.low95, point.high95, message->mutable_limits_95(), .95);
  SetInterval(point.low998, point.high998, message->mutable_limits_998(), .998);
  message->set_false_discovery_rate(point.q);
  message->set_standing(ToProto(point.standing));
  message->set_sentence(SentenceOf(point));
}

std::optional<Construct> ConstructFrom(pcsp::type::v1::Construct construct) {
  for (const auto& [word, known] : kConstructWords) {
    if (ToProto(known) == construct) return known;
  }
  return std::nullopt;
}

struct Page {
  size_t from = 0, size = kDefaultPage;
};

Page PageOf(const v1::GetFunnelRequest& request, const PageTokens& tokens,
            const std::vector<std::string>& arguments, Violations& violations) {
  Page page;
  if (request.page_size() < 0) {
    violations.Add("page_size", absl::StrCat(request.page_size()), "0 or more");
  } else if (request.page_size() > 0) {
    page.size = std::min(request.page_size(), kLargestPage);
  }
  const auto cursor = tokens.Decode(request.page_token(), arguments);
  if (!cursor.ok()) violations.Merge("", cursor.status());
  if (cursor.ok() && !cursor->empty() && !absl::SimpleAtoi(cursor->front(), &page.from)) {
    violations.Add("page_token", request.page_token(), "a token of an earlier reply");
  }
  return page;
}

}  // namespace

absl::StatusOr<v1::WaveFunnel> ComparisonMethods::GetFunnel(const rpc::Call&,
                                                            const v1::GetFunnelRequest& request) {
  Violations violations;
  const WaveName name = WaveNameFrom("name", request.name(), violations);
  const auto level = FromProto(request.level());
  if (!level) violations.Add("level", absl::StrCat(request.level()), "a level");
  const auto construct = ConstructFrom(request.construct());
  if (!construct) violations.Add("construct", absl::StrCat(request.construct()), "a construct");
  const std::vector<std::string> arguments = {"GetFunnel", request.name(),
                                              absl::StrCat(request.level()),
                                              absl::StrCat(request.construct())};
  const Page page = PageOf(request, tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto results, results_->Get(name));
  v1::WaveFunnel message;
  message.set_name(request.name());
  message.set_level(request.level());
  message.set_construct(request.construct());
  const auto figures = results->levels.find(*level);
  if (figures == results->levels.end()) return message;
  const ShownFunnel shown = FunnelOf(*results, *level, *construct);
  Funnel funnel = shown.funnel;
  funnel.mu = Rounded(funnel.mu, shown.step);
  const int standing_out = static_cast<int>(
      std::count_if(funnel.points.begin(), funnel.points.end(),
                    [](const FunnelPoint& p) { return p.standing != Standing::kAsExpected; }));
  message.set_sites(funnel.sites);
  message.set_sites_standing_out(standing_out);
  if (funnel.sites > 0) {
    message.set_centre(funnel.mu);
    message.set_sentence(SentenceOf(funnel, standing_out));
  }
  const auto& sites = figures->second->sites();
  const size_t end = std::min(sites.size(), page.from + page.size);
  for (size_t i = page.from; i < end; ++i) {
    auto* point = message.add_points();
    point->set_organisation(NameOf(*results, sites[i].site));
    SetPoint(shown, i, point);
  }
  if (end < sites.size()) {
    message.set_next_page_token(tokens_.Encode({absl::StrCat(end)}, arguments));
  }
  return message;
}

}  // namespace pcsp::assessments
