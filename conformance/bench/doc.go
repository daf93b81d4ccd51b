// Package bench measures the toolkit against bounds and rivals, as make bench does. What
// is compared runs in turn, in short slices of the same minute and process, and what is
// reported are medians of the ratios within one round: a noisy machine slows all of them
// down alike. Single times mean nothing and are given for orientation only.
//
// The contenders that need gowsdl, and the command itself, are in the module of the
// folder rivals, so that nothing here links gowsdl.
package bench
