/// RTP on the wire: its packets, their protection, and the ways its keys are agreed.
module ringfence.rtp {}
