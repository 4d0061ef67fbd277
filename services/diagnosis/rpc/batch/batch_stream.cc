#include "services/diagnosis/rpc/batch/batch_stream.h"

#include <utility>

#include "common/base/error.h"
#include "common/rpc/status.h"

namespace pcsp::diagnosis {

BatchStream::BatchStream(Diagnose diagnose, std::function<void()> ended)
    : diagnose_(std::move(diagnose)), ended_(std::move(ended)) {
  absl::MutexLock lock(&mutex_);
  GoOn();
}

v1::BatchDiagnoseResponse BatchStream::Answer() {
  v1::BatchDiagnoseResponse answer;
  answer.set_key(request_.key());
  answer.set_index(index_++);
  absl::StatusOr<v1::Diagnosis> diagnosis =
      request_.key().size() > kLongestKey
          ? InvalidField("key", "a longer one", "at most 200 characters")
          : diagnose_(request_.request());
  if (diagnosis.ok()) {
    *answer.mutable_diagnosis() = *std::move(diagnosis);
  } else {
    // The same bytes that a call of its own would end with.
    answer.mutable_error()->ParseFromString(rpc::ToGrpcStatus(diagnosis.status()).error_details());
  }
  return answer;
}

void BatchStream::OnReadDone(bool more) {
  bool done = false;
  if (more) {
    v1::BatchDiagnoseResponse answer = Answer();
    absl::MutexLock lock(&mutex_);
    reading_ = false;
    if (!broken_) answers_.push_back(std::move(answer));
    GoOn();  // the end has not been read yet, so this cannot be it
  } else {
    absl::MutexLock lock(&mutex_);
    reading_ = false;
    no_more_ = true;
    done = GoOn();
  }
  if (done) Finish(grpc::Status::OK);
}

void BatchStream::OnWriteDone(bool sent) {
  bool done = false;
  {
    absl::MutexLock lock(&mutex_);
    writing_ = false;
    answers_.pop_front();
    if (!sent) {
      broken_ = true;
      answers_.clear();
    }
    done = GoOn();
  }
  if (done) Finish(grpc::Status::OK);
}

bool BatchStream::GoOn() {
  if (!writing_ && !answers_.empty()) {
    writing_ = true;
    StartWrite(&answers_.front());
  }
  if (!reading_ && !no_more_ && answers_.size() < kMostWaiting) {
    reading_ = true;
    StartRead(&request_);
  }
  return no_more_ && answers_.empty() && !writing_;
}

void BatchStream::OnDone() {
  ended_();
  delete this;
}

}  // namespace pcsp::diagnosis
