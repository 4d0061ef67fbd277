// GetFunnel.
#include "services/assessments/domain/comparison/funnel.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/convert.h"

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

void SetPoint(const FunnelPoint& point, v1::FunnelPoint* message) {
  if (point.people == 0) {
    message->set_suppression(v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
    return;
  }
  message->set_respondents(static_cast<int>(point.people));
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

Funnel FunnelOf(const WaveResults& results, const WaveFigures& level, Construct construct) {
  std::vector<SiteMean> means;
  for (const SiteInput& site : level.sites()) {
    means.push_back(ShownMean(results.wave, MeanOf(level, site.statistics, construct)));
  }
  return FunnelOf(means, EstimatePool(means));
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
  const Funnel funnel = FunnelOf(*results, *figures->second, *construct);
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
    SetPoint(funnel.points[i], point);
  }
  if (end < sites.size()) {
    message.set_next_page_token(tokens_.Encode({absl::StrCat(end)}, arguments));
  }
  return message;
}

}  // namespace pcsp::assessments
