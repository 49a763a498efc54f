export function Logo() {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className="size-6">
      <rect width="24" height="24" rx="6" fill="var(--accent-strong)" />
      <path d="M6.5 17.5v-6M11 17.5v-10M15.5 17.5v-4" stroke="#fff" strokeWidth="2.2" strokeLinecap="round" />
      <path d="M15 6.2v4.6l3.9-2.3z" fill="#fff" />
    </svg>
  );
}
