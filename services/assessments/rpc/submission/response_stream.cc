#include "services/assessments/rpc/submission/response_stream.h"

#include <utility>

#include "common/base/error.h"
#include "common/rpc/status.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kMostUnderWay = 256;

v1::StreamResponsesResponse Verdict(int64_t row, const absl::Status& status) {
  v1::StreamResponsesResponse message;
  message.set_row(row);
  message.set_verdict(status.ok() ? v1::ROW_VERDICT_ACCEPTED : v1::ROW_VERDICT_REJECTED);
  if (status.ok()) return message;
  message.set_reason(rpc::ReasonOf(status));
  const auto detail = ErrorDetailOf(status);
  if (!detail) return message;
  for (const Violation& violation : detail->violations) {
    auto* fault = message.add_faults();
    fault->set_column(violation.field);
    fault->set_given(violation.given);
    fault->set_expected(violation.expected);
  }
  return message;
}

}  // namespace

ResponseStream::ResponseStream(Submit submit, std::function<void(const absl::Status&)> ended)
    : submit_(std::move(submit)), ended_(std::move(ended)) {
  absl::MutexLock lock(&mutex_);
  ReadNext();
}

void ResponseStream::OnReadDone(bool more) {
  Row* row = nullptr;
  bool done = false;
  {
    absl::MutexLock lock(&mutex_);
    if (more) {
      row = incoming_.get();
      rows_.push_back(std::move(incoming_));
      handing_on_ = true;
    } else {
      incoming_.reset();
      no_more_ = true;
      done = GoOn();
    }
  }
  if (done) return FinishCall();
  if (row == nullptr) return;
  submit_(row->request.response(),
          [this, row](const auto& stored) { Settle(row, stored.status()); });
  absl::MutexLock lock(&mutex_);
  handing_on_ = false;
  GoOn();  // the end has not been read yet, so this cannot be it
}

void ResponseStream::Settle(Row* row, const absl::Status& verdict) {
  bool done = false;
  {
    absl::MutexLock lock(&mutex_);
    row->verdict = verdict;
    done = GoOn();
  }
  if (done) FinishCall();
}

void ResponseStream::OnWriteDone(bool sent) {
  bool done = false;
  {
    absl::MutexLock lock(&mutex_);
    writing_ = false;
    if (!sent) broken_ = true;
    rows_.pop_front();
    done = GoOn();
  }
  if (done) FinishCall();
}

bool ResponseStream::GoOn() {
  WriteNext();
  ReadNext();
  return no_more_ && rows_.empty() && !writing_;
}

void ResponseStream::ReadNext() {
  const bool room = rows_.size() < kMostUnderWay;
  if (incoming_ != nullptr || handing_on_ || no_more_ || !room) return;
  incoming_ = std::make_unique<Row>();
  StartRead(&incoming_->request);
}

void ResponseStream::WriteNext() {
  while (!writing_ && !rows_.empty() && rows_.front()->verdict) {
    outgoing_ = Verdict(++answered_, *rows_.front()->verdict);
    if (broken_) {
      rows_.pop_front();
    } else {
      writing_ = true;
      StartWrite(&outgoing_);
    }
  }
}

void ResponseStream::FinishCall() { Finish(grpc::Status::OK); }

void ResponseStream::OnDone() {
  ended_(absl::OkStatus());
  delete this;
}

}  // namespace pcsp::assessments
