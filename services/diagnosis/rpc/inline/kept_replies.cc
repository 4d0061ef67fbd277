#include "services/diagnosis/rpc/inline/kept_replies.h"

#include <utility>

namespace pcsp::diagnosis {

std::optional<grpc::Slice> KeptReplies::Find(absl::string_view request, int64_t revision) {
  absl::MutexLock lock(&mutex_);
  if (!Turn(revision)) return std::nullopt;
  if (const auto found = recent_.find(request); found != recent_.end()) return found->second;
  const auto found = older_.find(request);
  if (found == older_.end()) return std::nullopt;
  grpc::Slice reply = found->second;
  Insert(request, reply);  // may drop the older ones
  return reply;
}

void KeptReplies::Keep(absl::string_view request, const grpc::Slice& reply, int64_t revision) {
  if (request.size() + reply.size() > most_bytes_ / 16) return;
  absl::MutexLock lock(&mutex_);
  if (Turn(revision)) Insert(request, reply);
}

bool KeptReplies::Turn(int64_t revision) {
  if (revision < revision_) return false;
  if (revision > revision_) {
    recent_.clear();
    older_.clear();
    recent_bytes_ = 0;
    revision_ = revision;
  }
  return true;
}

void KeptReplies::Insert(absl::string_view request, const grpc::Slice& reply) {
  if (!recent_.emplace(request, reply).second) return;
  recent_bytes_ += request.size() + reply.size();
  if (recent_bytes_ <= most_bytes_ / 2) return;
  older_ = std::exchange(recent_, {});
  recent_bytes_ = 0;
}

}  // namespace pcsp::diagnosis
