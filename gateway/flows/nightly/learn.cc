#include "gateway/flows/nightly/learn.h"

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/rpc/status.h"

namespace pcsp::gateway {
namespace {

constexpr absl::Duration kHour = absl::Hours(2);  // of the day
constexpr absl::Duration kPatience = absl::Seconds(60);

}  // namespace

absl::Time LatestNight(absl::Time now) {
  const absl::Duration since_1970 = now - absl::UnixEpoch() - kHour;
  return absl::UnixEpoch() + absl::Floor(since_1970, absl::Hours(24)) + kHour;
}

absl::Status LearnOf(Clients& clients, const std::string& programme, absl::Time night) {
  const int64_t seconds = absl::ToUnixSeconds(night);
  diagnosis::v1::LearnFromReviewsRequest request;
  request.set_name(programme);
  request.mutable_as_of()->set_seconds(seconds);
  request.set_follow(true);
  request.set_request_id(NamedUuid(absl::StrCat("learn nightly ", programme, " ", seconds)));
  const auto learned =
      Ask(*clients.diagnosis, &diagnosis::v1::DiagnosisService::Stub::LearnFromReviews, request,
          absl::Now() + kPatience);
  if (rpc::ReasonOf(learned.status()) == "NO_REVIEWS") return absl::OkStatus();
  return learned.status();
}

void NightlyLearning::Run(const std::set<std::string>& programmes, absl::Time now,
                          const std::function<bool()>& go_on) {
  const absl::Time night = LatestNight(now);
  for (const std::string& programme : programmes) {
    const auto [done, added] = learned_.try_emplace(programme, absl::InfinitePast());
    if (done->second >= night) continue;
    if (!go_on()) return;
    const absl::Status status = LearnOf(*clients_, programme, night);
    if (status.ok()) {
      done->second = night;
    } else if (!absl::IsAborted(status)) {
      log_->Warning("reviews wait to be learned from",
                    {{"programme", programme}, {"reason", rpc::ReasonOf(status)}});
    }
  }
}

}  // namespace pcsp::gateway
