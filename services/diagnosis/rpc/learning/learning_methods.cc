#include "services/diagnosis/rpc/learning/learning_methods.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/domain/notes.h"
#include "services/diagnosis/rpc/learning/convert_learning.h"
#include "services/diagnosis/rpc/request_key.h"

namespace pcsp::diagnosis {
namespace {

constexpr int kUsualPage = 50;
constexpr int kLargestPage = 500;
constexpr absl::string_view kProgrammeShape = "programmes/{programme}";

template <typename Message>
absl::StatusOr<Message> FromBytes(const std::string& bytes) {
  Message message;
  if (!message.ParseFromString(bytes)) return absl::DataLossError("a stored reply");
  return message;
}

absl::Time InMicroseconds(absl::Time time) {
  return absl::FromUnixMicros(absl::ToUnixMicros(time));
}

// The instant that a request asks for; adds what is wrong to `violations`.
absl::Time AsOf(const v1::LearnFromReviewsRequest& request, absl::Time now,
                Violations& violations) {
  if (!request.has_as_of()) return InMicroseconds(now);
  const absl::Time as_of =
      absl::FromUnixSeconds(request.as_of().seconds()) + absl::Nanoseconds(request.as_of().nanos());
  if (as_of > now || as_of < absl::UnixEpoch()) {
    violations.Add("as_of", absl::FormatTime(as_of, absl::UTCTimeZone()), "an instant in the past");
  }
  return InMicroseconds(as_of);
}

std::string Encode(const StoredLayer& stored, bool in_use) {
  const auto layer = ToProto(stored, in_use);
  return layer.ok() ? layer->SerializeAsString() : "";  // it was encoded a moment ago
}

}  // namespace

absl::StatusOr<StoredLayer> LearningMethods::Replay(const rpc::Call& call,
                                                    const std::string& programme,
                                                    absl::Time as_of) const {
  ASSIGN_OR_RETURN(const auto model, options_.knowledge_bases->FindModel(""));
  ASSIGN_OR_RETURN(
      const ReviewLog log,
      ReadReviewLog(*options_.diagnoses, *options_.reviews,
                    {.programme = programme, .as_of = as_of, .cancelled = call.cancelled}));
  const KnowledgeBase base = AsWritten(model->kb);
  ASSIGN_OR_RETURN(const LearnedLayer layer, LearnLayer(base, log.cases));
  if (layer.verdicts == 0) return NoReviews(absl::StrCat("programmes/", programme));
  ASSIGN_OR_RETURN(const auto differences, DifferencesOf(base, layer, log.cases));
  v1::LearnedLayerRecord record;
  *record.mutable_layer() = ToProto(base, layer, differences, log);
  for (const std::string& review : log.reviews) record.add_reviews(review);
  return StoredLayer{.programme = programme,
                     .knowledge_base = base.Name(),
                     .knowledge_base_hash = model->content_hash,
                     .as_of = as_of,
                     .passes = kNightlyPasses,
                     .fingerprint = layer.fingerprint,
                     .payload = record.SerializeAsString(),
                     .create_time = InMicroseconds(call.now)};
}

absl::StatusOr<std::string> LearningMethods::LearnAndStore(
    const rpc::Call& call, const std::string& programme, absl::Time as_of,
    const v1::LearnFromReviewsRequest& request) const {
  const sql::RequestKey key = KeyOf("LearnFromReviews", request);
  const std::string holder = NewUuid(call.now);
  ASSIGN_OR_RETURN(const std::optional<std::string> before,
                   options_.layers->Begin(key, programme, holder, call.now, call.deadline));
  if (before) return *before;
  // Where it cannot be ended, it ends by itself at the deadline.
  const auto end =
      absl::MakeCleanup([&] { options_.layers->End(programme, holder).IgnoreError(); });
  ASSIGN_OR_RETURN(StoredLayer layer, Replay(call, programme, as_of));
  return options_.layers->Add(key, std::move(layer), request.follow(), Encode);
}

absl::StatusOr<v1::LearnedLayer> LearningMethods::Learn(
    const rpc::Call& call, const v1::LearnFromReviewsRequest& request) const {
  Violations violations;
  CheckRequestId(request.request_id(), violations);
  const auto programme = ParseProgramme(request.name());
  if (!programme) violations.Add("name", request.name(), kProgrammeShape);
  const absl::Time as_of = AsOf(request, call.now, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  if (request.validate_only()) {
    ASSIGN_OR_RETURN(const StoredLayer layer, Replay(call, *programme, as_of));
    return ToProto(layer, /*in_use=*/false);
  }
  ASSIGN_OR_RETURN(const std::string reply, LearnAndStore(call, *programme, as_of, request));
  if (request.follow()) options_.footings->LookAgain(*programme);
  return FromBytes<v1::LearnedLayer>(reply);
}

absl::StatusOr<v1::ListLearnedLayersResponse> LearningMethods::List(
    const rpc::Call&, const v1::ListLearnedLayersRequest& request) const {
  Violations violations;
  const auto programme = ParseProgramme(request.parent());
  if (!programme) violations.Add("parent", request.parent(), kProgrammeShape);
  if (request.page_size() < 0) {
    violations.Add("page_size", absl::StrCat(request.page_size()), "0 or more");
  }
  const std::vector<std::string> arguments = {"ListLearnedLayers", request.parent()};
  const auto cursor = options_.tokens->Decode(request.page_token(), arguments);
  violations.Merge("", cursor.status());
  RETURN_IF_ERROR(violations.ToStatus());
  int64_t below = 0;
  if (cursor->size() == 1 && !absl::SimpleAtoi(cursor->front(), &below)) below = 0;
  const int asked = request.page_size() == 0 ? kUsualPage : request.page_size();
  const size_t page = std::min(asked, kLargestPage);
  ASSIGN_OR_RETURN(const LayerInUse in_use, options_.layers->InUse(*programme));
  ASSIGN_OR_RETURN(std::vector<StoredLayer> found,
                   options_.layers->List(*programme, below, static_cast<int>(page) + 1));
  v1::ListLearnedLayersResponse reply;
  if (found.size() > page) {
    found.resize(page);
    reply.set_next_page_token(
        options_.tokens->Encode({absl::StrCat(found.back().number)}, arguments));
  }
  for (const StoredLayer& layer : found) {
    const bool used = in_use.layer && in_use.layer->number == layer.number;
    ASSIGN_OR_RETURN(*reply.add_learned_layers(), ToProto(layer, used));
  }
  return reply;
}

absl::StatusOr<v1::LearningInUse> LearningMethods::Use(
    const rpc::Call& call, const v1::UseLearnedLayerRequest& request) const {
  Violations violations;
  CheckRequestId(request.request_id(), violations);
  const auto name = ParseLearnedLayer(request.name());
  if (!name) {
    violations.Add("name", request.name(),
                   "programmes/{programme}/learnedLayers/{number}, or number 0 for none");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  v1::LearningInUse reply;
  reply.set_name(absl::StrCat("programmes/", name->programme));
  if (name->number != 0) {
    ASSIGN_OR_RETURN(const StoredLayer layer, options_.layers->Get(name->programme, name->number));
    ASSIGN_OR_RETURN(const auto model, options_.knowledge_bases->FindModel(""));
    reply.set_learned_layer(LearnedLayerText(name->programme, name->number));
    reply.set_resting(layer.knowledge_base_hash != model->content_hash);
  }
  ASSIGN_OR_RETURN(
      const std::string bytes,
      options_.layers->Use(KeyOf("UseLearnedLayer", request), name->programme, name->number,
                           InMicroseconds(call.now), reply.SerializeAsString()));
  options_.footings->LookAgain(name->programme);
  return FromBytes<v1::LearningInUse>(bytes);
}

}  // namespace pcsp::diagnosis
