#include "services/assessments/rpc/results/final_replies.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace pcsp::assessments {
namespace {

// Each moves when the same answers come to another reply: the first with the mathematics, the
// second with disclosure control.
constexpr int kScoring = 2;
constexpr int kDisclosure = 3;

constexpr size_t kMostFinal = 10'000;

}  // namespace

Asked AskedBy(const v1::GetSiteResultsRequest& request) {
  Asked asked = {"GetSiteResults", std::nullopt, BytesOf(request)};
  if (auto name = ParseSiteResultsName(request.name())) asked.wave = std::move(name->wave);
  return asked;
}

Asked AskedBy(const v1::ListSiteResultsRequest& request) {
  return {"ListSiteResults", ParseWaveName(request.parent()), BytesOf(request)};
}

Asked AskedBy(const v1::ListEvidenceRequest& request) {
  return {"ListEvidence", ParseWaveName(request.parent()), BytesOf(request)};
}

Asked AskedBy(const v1::GetGroupResultsRequest& request) {
  return {"GetGroupResults", ParseWaveName(request.name()), BytesOf(request)};
}

std::string BytesOf(const google::protobuf::MessageLite& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream out(&bytes);
    google::protobuf::io::CodedOutputStream coded(&out);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

FinalReplies::FinalReplies(Store* store, WaveResultsCache* results, ReadThrough* cache,
                           std::string signer, const std::string& origin)
    : store_(store), results_(results), signer_(std::move(signer)) {
  if (cache == nullptr) return;
  for (const char* method :
       {"GetSiteResults", "ListSiteResults", "ListEvidence", "GetGroupResults"}) {
    kinds_[method] = cache->AddKind({.service = "assessments",
                                     .name = method,
                                     .algorithm = kScoring,
                                     .policy = kDisclosure,
                                     .origin = origin});
  }
}

std::shared_ptr<const Wave> FinalReplies::Known(const WaveName& name) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = final_.find(name.ToString());
  return found == final_.end() ? nullptr : found->second;
}

absl::StatusOr<std::shared_ptr<const Wave>> FinalReplies::Final(const WaveName& name) {
  if (auto known = Known(name)) return known;
  ASSIGN_OR_RETURN(Wave read, store_->GetWave(name));
  RETURN_IF_ERROR(HasResults(read));
  auto wave = std::make_shared<const Wave>(std::move(read));
  const std::lock_guard<std::mutex> lock(mutex_);
  if (final_.size() >= kMostFinal) final_.clear();
  final_[name.ToString()] = wave;
  return wave;
}

// The times tell the wave from one of the same name in another database on the same Redis.
ReadThrough::Question FinalReplies::QuestionOf(const Wave& wave, const Asked& asked) const {
  return {
      wave.name.programme,
      absl::StrCat(wave.evidence_revision),
      {wave.name.wave, absl::StrCat(wave.key), absl::StrCat(wave.min_group_size),
       absl::StrCat(wave.min_distribution_size), absl::StrCat(absl::ToUnixMicros(wave.create_time)),
       absl::StrCat(absl::ToUnixMicros(wave.close_time.value_or(absl::UnixEpoch()))), signer_,
       asked.request}};
}

std::optional<std::string> FinalReplies::AtHand(const Asked& asked) {
  if (kinds_.empty() || !asked.wave) return std::nullopt;
  const std::shared_ptr<const Wave> wave = Known(*asked.wave);
  if (wave == nullptr) return std::nullopt;
  return KindOf(asked)->AtHand(QuestionOf(*wave, asked));
}

absl::StatusOr<std::string> FinalReplies::Get(const Asked& asked, Body body) {
  const auto compute = [&]() -> absl::StatusOr<ReadThrough::Fresh> {
    ASSIGN_OR_RETURN(const auto results, results_->Get(*asked.wave));
    ReadThrough::Fresh fresh;
    fresh.revision = absl::StrCat(results->wave.evidence_revision);
    ASSIGN_OR_RETURN(fresh.value, body(*results));
    return fresh;
  };
  if (kinds_.empty()) {
    ASSIGN_OR_RETURN(ReadThrough::Fresh fresh, compute());
    return std::move(fresh.value);
  }
  ASSIGN_OR_RETURN(const std::shared_ptr<const Wave> wave, Final(*asked.wave));
  return KindOf(asked)->Get(QuestionOf(*wave, asked), compute);
}

}  // namespace pcsp::assessments
